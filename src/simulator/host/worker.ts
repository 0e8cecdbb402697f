// The page's Worker: a real clock and a message port around Playback. The first message says which world to make.

import type { Crash, FromHost, ToHost } from '../protocol.ts';
import type { WorldRecord } from '../record.ts';
import { replay } from '../replay.ts';
import { Playback, RefusedCall } from './playback.ts';

let playback: Playback | undefined;
let last = performance.now();
let timer: ReturnType<typeof setTimeout> | undefined;

self.onmessage = ({ data }: MessageEvent<ToHost>) => {
  guard(() => {
    if ('start' in data) start(data.start);
    else if (playback) answer(playback, data);
    postFrame();
    keepTime();
  });
};

function start(record: WorldRecord): void {
  const of = Math.max(record.at.step, ...record.branches.map(({ end }) => end));
  const pieces = replay(record);
  for (;;) {
    const piece = pieces.next();
    if (piece.done) {
      playback = new Playback(piece.value.simulation);
      post({ type: 'started', isExact: piece.value.isExact });
      return;
    }
    post({ type: 'progress', step: piece.value, of });
  }
}

function answer(to: Playback, { id, call }: Extract<ToHost, { id: number }>): void {
  try {
    post({ type: 'reply', id, value: to.call(call) });
  } catch (error) {
    post({ type: 'reply', id, error: sentenceOf(error) });
    if (!(error instanceof RefusedCall)) throw error;
  }
}

/** The clock ticks only while time runs. */
function keepTime(): void {
  if (playback?.isRunning && timer === undefined) {
    last = performance.now();
    scheduleTick(playback, last);
  } else if (!playback?.isRunning && timer !== undefined) {
    clearTimeout(timer);
    timer = undefined;
  }
}

function scheduleTick(running: Playback, now: number): void {
  const afterMs = Math.max(0, last + running.frameMs - now);
  timer = setTimeout(() => guard(() => tick(running)), afterMs);
}

function tick(running: Playback): void {
  timer = undefined;
  const now = performance.now();
  running.advance(Math.min(running.frameMs + 84, now - last));
  last = now;
  postFrame();
  keepTime();
}

function postFrame(): void {
  const frame = playback?.takeFrame();
  if (frame) post(frame);
}

function guard(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    stop(error);
  }
}

/** The page learns what was done until then, and what stopped it. */
function stop(error: unknown): void {
  let at: Crash['at'];
  if (playback) {
    const { seed, step, now: time } = playback.simulation;
    at = { seed, step, time };
    try {
      postFrame();
    } catch {
      // What cannot be shown was told before.
    }
  }
  post({ type: 'crash', message: sentenceOf(error), ...(at ? { at } : {}) });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function post(message: FromHost): void {
  self.postMessage(message);
}
