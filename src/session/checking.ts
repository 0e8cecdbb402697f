// Has the open file checked a moment after it was typed in, or after what it is checked against has changed.

import { applyEdits, type FileCheck, type Fix } from '../simulator/index.ts';
import { editFile } from './files.ts';
import { useSession, type Session } from './store.ts';
import { callHost } from './world.ts';

const AFTER_TYPING_MS = 250;
const AFTER_CHANGES_MS = 600;
/** A check that takes long waits so many times as long before the next: the Worker has a world to run. */
const REST = 9;

/** Checks the open file until the returned function is called. */
export function keepChecking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isChecking = false;
  let isStale = false;
  let restMs = 0;

  const check = async () => {
    timer = undefined;
    if (isChecking) {
      isStale = true;
      return;
    }
    isChecking = true;
    const { openFile: path, drafts, tables } = useSession.getState();
    const text = drafts[path] ?? tables.files[path]?.text ?? '';
    const startedAt = performance.now();
    const found = (await callHost({ method: 'check', path, drafts }).catch(() => undefined)) as
      FileCheck | undefined;
    isChecking = false;
    restMs = (performance.now() - startedAt) * REST;
    if (found) {
      useSession.setState(({ check: before, shownProblem }) => ({
        check: { ...found, path, text },
        shownProblem:
          before?.path === path ? Math.min(shownProblem, found.problems.length - 1) : -1,
      }));
    }
    if (isStale) after(AFTER_TYPING_MS);
    isStale = false;
  };
  const after = (ms: number) => {
    timer ??= setTimeout(() => void check(), Math.max(ms, restMs));
  };
  const stop = useSession.subscribe((session, before) => {
    if (session.openFile !== before.openFile || session.drafts !== before.drafts) {
      clearTimeout(timer);
      timer = undefined;
      after(AFTER_TYPING_MS);
    } else if (looksAt.some((table) => session.tables[table] !== before.tables[table])) {
      after(AFTER_CHANGES_MS);
    }
  });
  after(0);
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** What a file is checked against. */
const looksAt: readonly (keyof Session['tables'])[] = [
  'files',
  'processes',
  'Pod',
  'ReplicationController',
  'Service',
  'Endpoints',
  'Namespace',
];

/** Goes to the next problem of the open file, or to the one before, round and round. */
export function showNextProblem(by: 1 | -1): void {
  useSession.setState(({ check, shownProblem, reveals }) => {
    const count = check?.problems.length ?? 0;
    if (count === 0) return {};
    const from = shownProblem < 0 && by < 0 ? 0 : shownProblem;
    return { shownProblem: (from + by + count) % count, reveals: reveals + 1 };
  });
}

/** Mends the open file, if it still is the text that was checked. */
export function applyFix({ edits }: Fix): void {
  const { check, drafts, tables } = useSession.getState();
  if (!check || check.text !== (drafts[check.path] ?? tables.files[check.path]?.text)) return;
  editFile(check.path, applyEdits(check.text, edits));
}

/** A text of the editor with the live values of its fields; undefined when nobody answers. */
export async function liveTextOf(path: string, text: string): Promise<string | undefined> {
  return (await callHost({ method: 'liveText', path, text }).catch(() => undefined)) as
    string | undefined;
}
