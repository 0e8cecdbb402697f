// What a person can do on the page. Everything that changes the world goes to the Worker as a call.

import {
  applyLine,
  type Completion,
  type HostCall,
  type InspectorText,
  type RunResult,
} from '../simulator/index.ts';
import { useSession, type Drawer, type InspectorTab, type Selection, type Theme } from './store.ts';
import { saveDrafts } from './files.ts';
import { pickEditedFile } from './view.ts';
import { callHost } from './world.ts';

/** A call whose answer nobody waits for; a crash is shown by its own message. */
function send(call: HostCall): void {
  callHost(call).catch(() => undefined);
}

/** Lets time go on in some way: what is printed from here on is new. */
function goOn(call: HostCall): void {
  useSession.setState(({ now }) => ({ lookedAt: now }));
  send(call);
}

export const play = () => goOn({ method: 'play' });
export const pause = () => send({ method: 'pause' });
export const playUntilChange = () => goOn({ method: 'playUntilChange' });
export const stepForward = () => goOn({ method: 'stepVisible' });
export const stepBack = () => send({ method: 'backVisible' });
export const wakeupForward = () => goOn({ method: 'step', count: 1 });
export const wakeupBack = () => send({ method: 'back', count: 1 });
export const seek = (ms: number) => send({ method: 'seek', ms });
export const seekStart = () => send({ method: 'seek', ms: 0 });
export const seekEnd = () => send({ method: 'seekEnd' });
/** Draws at most so often while time runs, real ms. */
const setPace = (frameMs: number) => send({ method: 'setPace', frameMs });
export const setSpeed = (speed: number) => send({ method: 'setSpeed', speed });
/** Ctrl-C: what waits is forgotten too. */
export function interrupt(): void {
  useSession.setState({ queued: [] });
  send({ method: 'interrupt' });
}

/** What may stand at the end of a line that is being typed; nothing when nobody answers. */
export async function completeLine(text: string): Promise<Completion | undefined> {
  return (await callHost({ method: 'complete', text }).catch(() => undefined)) as
    Completion | undefined;
}

export const switchBranch = (branch: number) => send({ method: 'switchBranch', branch });
export const openText = (tab: InspectorText | undefined) => send({ method: 'openText', tab });

/** Types a line in the terminal; unsaved files are saved first. It waits while a process holds the terminal. */
export function typeLine(line: string): void {
  const { typed, queued } = useSession.getState();
  useSession.setState({
    typed: [...typed.filter((each) => each !== line), line].slice(-200),
    queued: [...queued, line],
  });
  sendQueued();
}

let isSending = false;

/** Types what waits, one line after another, each when the one before has ended. */
function sendQueued(): void {
  const { queued, foreground } = useSession.getState();
  const [line, ...rest] = queued;
  if (line === undefined || foreground !== undefined || isSending) return;
  isSending = true;
  useSession.setState({ queued: rest });
  saveDrafts();
  useSession.setState(({ now }) => ({ lookedAt: now }));
  callHost({ method: 'type', line })
    .then((answer) => answer && keepAside(line, answer as RunResult))
    .catch(() => undefined)
    .finally(() => {
      isSending = false;
      setTimeout(sendQueued);
    });
}

const KEPT_ASIDES = 50;

/** The answer of a word that only changes where one is: the world keeps none of it. */
function keepAside(line: string, { stdout, stderr, at }: RunResult): void {
  useSession.setState(({ asides, tables }) => {
    const after = Math.max(0, ...Object.keys(tables.processes).map(Number));
    return { asides: [...asides, { line, stdout, stderr, at, after }].slice(-KEPT_ASIDES) };
  });
}

useSession.subscribe(({ foreground }, before) => {
  if (foreground === undefined && before.foreground !== undefined) sendQueued();
});

/**
 * Saves the open file and applies it, in the terminal, so that it is seen and recorded; time runs on to show what comes.
 * While a line waits for its editor, that is left in its place.
 */
export function applyOpenFile(): void {
  if (pickEditedFile(useSession.getState()) !== undefined) {
    leaveEditor(true);
    return;
  }
  const { openFile: path, drawer } = useSession.getState();
  typeLine(applyLine(path));
  if (drawer === 'editor') setDrawer(undefined);
  play();
}

/** Gives the file that the terminal waits for back: as it stands in the editor, or as it was. A recorded command. */
export function leaveEditor(isSaved: boolean): void {
  const session = useSession.getState();
  const path = pickEditedFile(session);
  if (path === undefined) return;
  const { [path]: draft, ...drafts } = session.drafts;
  const saved = session.tables.files[path]?.text ?? '';
  useSession.setState(({ now }) => ({ drafts, lookedAt: now }));
  const text = isSaved ? (draft ?? saved) : saved;
  send({ method: 'saveFile', path, text });
}

export function select(selection: Selection | undefined): void {
  useSession.setState(({ drawer }) => ({
    selection,
    drawer: selection ? 'inspector' : drawer === 'inspector' ? undefined : drawer,
  }));
}

/** Keeps what the inspector shows, or lets it follow the selection again. */
export function pin(selection: Selection | undefined): void {
  useSession.setState({ pinned: selection });
}

export function openTab(tab: InspectorTab): void {
  useSession.setState({ tab });
}

/** Shows all pods of a node, or folds those past its second row. */
export function toggleFold(node: string): void {
  useSession.setState(({ unfolded }) => ({
    unfolded: unfolded.includes(node)
      ? unfolded.filter((each) => each !== node)
      : [...unfolded, node],
  }));
}

/** Points at a moment on the timeline and at what it is about on the graph; without one at nothing. */
export function pointAt(moment?: { readonly time: number; readonly object: string }): void {
  useSession.setState({ hoveredTime: moment?.time, hoveredObject: moment?.object });
}

/** Points at a thing on the graph, `KIND key`, or at none: what it selects is joined to it. */
export function pointAtItem(pointedItem: string | undefined): void {
  useSession.setState({ pointedItem });
}

/** Goes to the moment right after a step. */
export function goToStep(step: number): void {
  const { step: here } = useSession.getState();
  send(
    step < here ? { method: 'back', count: here - step } : { method: 'step', count: step - here },
  );
}

export function setDrawer(drawer: Drawer): void {
  useSession.setState({ drawer });
}

export function toggleTerminal(): void {
  useSession.setState(({ isTerminalOpen }) => ({ isTerminalOpen: !isTerminalOpen }));
}

export function toggleTerminalHeight(): void {
  useSession.setState(({ isTerminalTall }) => ({ isTerminalTall: !isTerminalTall }));
}

const SMOOTH_MS = 16;
/** Who wants less motion sees two pictures a second. */
const CALM_MS = 500;

/** Whether anything may move by itself, from what is preferred and what the system says. */
export function setCalm(isCalm: boolean): void {
  useSession.setState({ isCalm });
  setPace(isCalm ? CALM_MS : SMOOTH_MS);
}

/** The theme that is shown, from what is preferred and what the system says. */
export function setTheme(theme: Theme): void {
  useSession.setState({ theme });
}

/** Runs a line to its end, whatever the play speed. */
export async function runLine(line: string): Promise<RunResult> {
  saveDrafts();
  return (await callHost({ method: 'run', line })) as RunResult;
}

export async function applyText(yaml: string): Promise<RunResult> {
  const { openFile: file } = useSession.getState();
  useSession.setState(({ drafts }) => {
    const { [file]: _, ...rest } = drafts;
    return { drafts: rest };
  });
  return (await callHost({ method: 'apply', yaml, file })) as RunResult;
}
