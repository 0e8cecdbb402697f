// window.orrery as scripts see it.

export type { Orrery } from '../src/session/orrery.ts';
export type { RunResult } from '../src/simulator/protocol.ts';
