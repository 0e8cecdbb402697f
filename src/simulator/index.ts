// What the page may know of the simulator: the protocol of the Worker.

export type {
  BranchSummary,
  Frame,
  FromHost,
  HostCall,
  InspectorText,
  Mark,
  Reply,
  RunResult,
  ToHost,
} from './protocol.ts';
export { mirroredTables } from './protocol.ts';
export type { SizeRecord } from './timeline.ts';
export type { OutputChunk, Process } from '../kubectl/process.ts';
export type { Connection, Hop, Outcome } from '../cluster/network/connection.ts';
