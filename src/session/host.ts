// The page's end of the Worker: calls go in and come back as promises, frames come as they are.

import type {
  Crash,
  Frame,
  FromHost,
  HostCall,
  Progress,
  Started,
  ToHost,
  WorldRecord,
} from '../simulator/index.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface HostListener {
  onFrame(frame: Frame): void;
  onProgress(progress: Progress): void;
  onStarted(started: Started): void;
  onCrash(crash: Crash): void;
}

export class Host {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;

  constructor(worker: Worker, listener: HostListener) {
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromHost>) => {
      switch (data.type) {
        case 'frame':
          return listener.onFrame(data);
        case 'crash':
          return listener.onCrash(data);
        case 'progress':
          return listener.onProgress(data);
        case 'started':
          return listener.onStarted(data);
        case 'reply':
          return this.settle(data.id, data.value, data.error);
      }
    };
    worker.onerror = (event) => {
      listener.onCrash({ type: 'crash', message: event.message });
    };
  }

  /** Which world the Worker makes; calls wait until it is there. */
  start(world: WorldRecord): void {
    this.post({ start: world });
  }

  /** The Worker ends; who waits for an answer is told. */
  end(): void {
    this.worker.onmessage = null;
    this.worker.onerror = null;
    this.worker.terminate();
    for (const { reject } of this.pending.values()) reject(new Error('another world was started'));
    this.pending.clear();
  }

  /** Carries a call out in the Worker; rejects with its sentence when it fails. */
  call(call: HostCall): Promise<unknown> {
    const id = ++this.lastId;
    this.post({ id, call });
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
    });
  }

  private post(message: ToHost): void {
    this.worker.postMessage(message);
  }

  private settle(id: number, value: unknown, error: string | undefined): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}
