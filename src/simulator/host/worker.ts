// The page's Worker: a real clock and a message port around Playback.

import { firstFiles } from '../firstFiles.ts';
import type { FromHost, ToHost } from '../protocol.ts';
import { Simulation } from '../simulation.ts';
import { Playback } from './playback.ts';

const FRAME_MS = 16;

const playback = new Playback(new Simulation({ files: firstFiles }));
let last = performance.now();
let timer: ReturnType<typeof setInterval> | undefined;

self.onmessage = ({ data: { id, call } }: MessageEvent<ToHost>) => {
  guard(() => {
    try {
      post({ type: 'reply', id, value: playback.call(call) });
    } catch (error) {
      post({ type: 'reply', id, error: sentenceOf(error) });
      throw error;
    }
    postFrame();
    keepTime();
  });
};

guard(postFrame);

/** The clock ticks only while time runs. */
function keepTime(): void {
  if (playback.isRunning && timer === undefined) {
    last = performance.now();
    timer = setInterval(() => guard(tick), FRAME_MS);
  } else if (!playback.isRunning && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
}

function tick(): void {
  const now = performance.now();
  playback.advance(Math.min(100, now - last));
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
    if (timer !== undefined) clearInterval(timer);
    timer = undefined;
    const { seed, step } = playback.simulation;
    post({ type: 'crash', message: sentenceOf(error), seed, step });
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function post(message: FromHost): void {
  self.postMessage(message);
}
