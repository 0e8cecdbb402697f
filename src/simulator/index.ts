// What the page may know of the simulator: the protocol of the Worker.

export type {
  BranchSummary,
  Crash,
  Frame,
  FromHost,
  HostCall,
  InspectorText,
  LoggedCommand,
  Mark,
  Progress,
  RunResult,
  Started,
  ToHost,
} from './protocol.ts';
export {
  newWorld,
  readWorldRecord,
  type BranchRecord,
  type WorldOrigin,
  type WorldRecord,
} from './record.ts';
export type { ProfileName } from './settings.ts';
export { VERSION } from './version.ts';
export { manifestSchema } from './manifestSchema.ts';
export { applyEdits } from './advice/textEdits.ts';
export type { FileCheck, Fix, Problem } from './advice/problem.ts';
export { applyLine } from './applyLine.ts';
export type { FileRecord } from './files.ts';
export { readEntry } from './script.ts';
export { FIRST_FILE } from './firstFiles.ts';
export { podStatusText, readyCount } from '../cluster/api/printers/podText.ts';
export type { RequestCount, SizeRecord, Tally } from './timeline.ts';
export type { Load, LoadCount } from './traffic/load.ts';
export type { Reason } from './why/why.ts';
export { findType } from '../kubectl/knownTypes.ts';
export type { Candidate, Completion } from '../kubectl/completion/candidate.ts';
export { resourceOf } from '../cluster/api/kinds.ts';
export { parseTimestamp } from '../cluster/api/calendar.ts';
export type { Process } from '../kubectl/process.ts';
export type { Rollout } from '../kubectl/rollingupdate/rollout.ts';
export type { Connection } from '../cluster/network/connection.ts';
export type { LostRequest } from '../cluster/network/losses.ts';
export { connectionKey } from '../cluster/network/journey.ts';
export { isLost, outcomeWord } from '../cluster/network/outcomes.ts';
export { pidKey } from './pidKey.ts';
export { nearest } from './advice/nearest.ts';
export type { Sandbox } from '../cluster/network/container.ts';
