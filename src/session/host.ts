// The page's end of the Worker: calls go in and come back as promises, frames come as they are.

import type { Crash, Frame, FromHost, HostCall, ToHost } from '../simulator/index.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface HostListener {
  onFrame(frame: Frame): void;
  onCrash(crash: Crash): void;
}

export class Host {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;

  constructor(worker: Worker, listener: HostListener) {
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromHost>) => {
      if (data.type === 'frame') listener.onFrame(data);
      else if (data.type === 'crash') listener.onCrash(data);
      else this.settle(data.id, data.value, data.error);
    };
    worker.onerror = (event) => {
      listener.onCrash({ type: 'crash', message: event.message });
    };
  }

  /** Carries a call out in the Worker; rejects with its sentence when it fails. */
  call(call: HostCall): Promise<unknown> {
    const id = ++this.lastId;
    this.worker.postMessage({ id, call } satisfies ToHost);
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
    });
  }

  private settle(id: number, value: unknown, error: string | undefined): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}
