// What the page may know of the session.

export * from './actions.ts';
export {
  applyLine,
  connectionKey,
  isLost,
  manifestSchema,
  outcomeWord,
  pidKey,
  readEntry,
  resourceOf,
} from '../simulator/index.ts';
export { applyFix, keepChecking, liveTextOf, showNextProblem } from './checking.ts';
export {
  addFile,
  closeFile,
  editFile,
  isDirty,
  moveFile,
  newFile,
  openFile,
  pathsOf,
  problemOfName,
  renameFile,
  reopenFile,
} from './files.ts';
export { openWork, returnToOwnWork, shareAddress } from './keeping.ts';
import './editing.ts';
export { objectNamed, WORDS } from './names.ts';
export { endpointReasons, type EndpointReason } from './endpointReasons.ts';
export { emptyReason, isSelectedBy, joinedTo, selectorText } from './selectors.ts';
export { diffLines, type DiffLine } from './lineDiff.ts';
export { addNotice, putAway } from './notices.ts';
export { orrery, type Orrery } from './orrery.ts';
export {
  readSaved,
  stationsOf,
  usedRules,
  type RuleRow,
  type SavedLine,
  type Station,
} from './packetTrace.ts';
export { prefer, recallPreferences } from './preferences.ts';
export {
  countVersions,
  pickRollout,
  pickRolloutProcess,
  rollBackLine,
  versionOfPod,
} from './rollouts.ts';
export {
  textOf,
  useSession,
  type Aside,
  type Drawer,
  type InspectorTab,
  type Notice,
  type Preferences,
  type Selection,
  type Session,
  type ShownText,
} from './store.ts';
export * from './view.ts';
export { presentCommands, provideWorkers, recover, startFresh, startOver } from './world.ts';
export type {
  BranchSummary,
  Candidate,
  Connection,
  InspectorText,
  Mark,
  Problem,
  Process,
  ProfileName,
  Reason,
  RequestCount,
  SizeRecord,
} from '../simulator/index.ts';
export { useShallow } from 'zustand/react/shallow';
