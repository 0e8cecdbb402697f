// The page's Worker: a real clock and a message port around Playback.

import { firstFiles } from '../firstFiles.ts';
import type { FromHost, ToHost } from '../protocol.ts';
import { Simulation } from '../simulation.ts';
import { Playback, RefusedCall } from './playback.ts';

/** More nodes than these would not start in a moment. */
const MOST_NODES = 1_000;

const playback = new Playback(new Simulation({ files: firstFiles, ...wishes(self.name) }));
let last = performance.now();
let timer: ReturnType<typeof setTimeout> | undefined;

self.onmessage = ({ data: { id, call } }: MessageEvent<ToHost>) => {
  guard(() => {
    try {
      post({ type: 'reply', id, value: playback.call(call) });
    } catch (error) {
      post({ type: 'reply', id, error: sentenceOf(error) });
      if (!(error instanceof RefusedCall)) throw error;
    }
    postFrame();
    keepTime();
  });
};

guard(postFrame);

/** What the page's address asks for: `?nodes=20&seed=2`; what is no whole number is passed over. */
function wishes(query: string): { readonly nodes?: number; readonly seed?: number } {
  const wanted = new URLSearchParams(query);
  const [nodes, seed] = ['nodes', 'seed'].map((name) =>
    /^\d{1,9}$/.test(wanted.get(name) ?? '') ? Number(wanted.get(name)) : undefined,
  );
  return {
    ...(nodes ? { nodes: Math.min(nodes, MOST_NODES) } : {}),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** The clock ticks only while time runs. */
function keepTime(): void {
  if (playback.isRunning && timer === undefined) {
    last = performance.now();
    scheduleTick(last);
  } else if (!playback.isRunning && timer !== undefined) {
    clearTimeout(timer);
    timer = undefined;
  }
}

function scheduleTick(now: number): void {
  const afterMs = Math.max(0, last + playback.frameMs - now);
  timer = setTimeout(() => guard(tick), afterMs);
}

function tick(): void {
  timer = undefined;
  const now = performance.now();
  playback.advance(Math.min(playback.frameMs + 84, now - last));
  last = now;
  postFrame();
  keepTime();
}

function postFrame(): void {
  const frame = playback.takeFrame();
  if (frame) post(frame);
}

function guard(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    const { seed, step } = playback.simulation;
    post({ type: 'crash', message: sentenceOf(error), at: { seed, step } });
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function post(message: FromHost): void {
  self.postMessage(message);
}
