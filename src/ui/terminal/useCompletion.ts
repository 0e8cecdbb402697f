// Tab: completes what is common to all candidates; when that is typed already, a menu shows them.

import { useState, type RefObject } from 'react';
import { completeLine, type Candidate } from '../../session/index.ts';
import { lineOf, type Line, type Prompt } from './lineEditing.ts';

/** What Tab offers. */
interface Menu {
  /** From here to the cursor the chosen one replaces the line. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
  readonly chosen: number;
}

export interface CompletionHandle {
  readonly menu: Menu | undefined;
  /** Asks what may stand at the cursor and completes it. */
  tab(): void;
  /** What is typed has changed: an open menu follows. */
  follow(): void;
  /** True when the open menu took the key. */
  press(key: string): boolean;
  choose(at: number): void;
  close(): void;
}

interface CompletionOptions {
  readonly latest: RefObject<Prompt>;
  /** Lines of the same command that are typed already. */
  readonly collected: readonly string[];
  setLine(line: Line): void;
}

export function useCompletion({ latest, collected, setLine }: CompletionOptions): CompletionHandle {
  const [menu, setMenu] = useState<Menu>();

  const put = (added: string, from: number) => {
    const { text, end } = latest.current.line;
    setLine(lineOf(text.slice(0, from) + added + text.slice(end), from + added.length));
  };

  const take = ({ text, isOpen }: Candidate, from: number) => {
    setMenu(undefined);
    put(text + (isOpen ? '' : ' '), from);
  };

  const ask = async (): Promise<Omit<Menu, 'chosen'> | undefined> => {
    const { text, end } = latest.current.line;
    const before = [...collected, ''].join('\n');
    const answer = await completeLine(before + text.slice(0, end));
    const { line } = latest.current;
    if (!answer || line.text !== text || line.end !== end) return undefined;
    return { candidates: answer.candidates, from: answer.from - before.length };
  };

  const tab = async () => {
    const found = await ask();
    const first = found?.candidates[0];
    if (!found || !first) return;
    const { candidates, from } = found;
    const common = candidates.map(({ text }) => text).reduce(commonStart);
    if (candidates.length === 1) take(first, from);
    else if (common.length > latest.current.line.end - from) put(common, from);
    else setMenu({ candidates, from, chosen: 0 });
  };

  const follow = async () => {
    if (!menu) return;
    const found = await ask();
    setMenu(found && found.candidates.length > 0 ? { ...found, chosen: 0 } : undefined);
  };

  const press = (key: string): boolean => {
    if (!menu) return false;
    const { from, candidates, chosen } = menu;
    const candidate = candidates[chosen];
    const step = STEPS[key];
    if (step !== undefined) {
      setMenu({ ...menu, chosen: (chosen + step + candidates.length) % candidates.length });
    } else if (key === 'Enter' && candidate) take(candidate, from);
    else if (key === 'Escape' || key === 'C-g' || key === 'C-c') setMenu(undefined);
    else return false;
    return true;
  };

  return {
    menu,
    tab: () => void tab(),
    follow: () => void follow(),
    press,
    choose: (at) => {
      const candidate = menu?.candidates[at];
      if (candidate && menu) take(candidate, menu.from);
    },
    close: () => setMenu(undefined),
  };
}

/** How keys move through the menu. */
const STEPS: Readonly<Record<string, number>> = {
  Down: 1,
  'C-n': 1,
  Tab: 1,
  Up: -1,
  'C-p': -1,
  'S-Tab': -1,
};

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}
