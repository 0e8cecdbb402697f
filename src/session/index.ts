// What the page may know of the session.

export * from './actions.ts';
export { applyLine, manifestSchema, readEntry, resourceOf } from '../simulator/index.ts';
export { orrery, type Orrery } from './orrery.ts';
export {
  textOf,
  useSession,
  type Drawer,
  type InspectorTab,
  type Selection,
  type Session,
  type Theme,
} from './store.ts';
export * from './view.ts';
export type {
  BranchSummary,
  Connection,
  InspectorText,
  Mark,
  Process,
  Reason,
  RequestCount,
  SizeRecord,
} from '../simulator/index.ts';
export { useShallow } from 'zustand/react/shallow';
