// The line being typed and what keys do to it: readline's editing, history, search, completion, lines of a here-document.

import { useLayoutEffect, useRef, useState } from 'react';
import { interrupt, readEntry, typeLine, useSession } from '../../session/index.ts';
import { keyOf } from './keys.ts';
import {
  emptyPrompt,
  lineFound,
  lineOf,
  pressKey,
  searchFor,
  withLine,
  type Line,
  type Prompt,
} from './lineEditing.ts';
import { useCompletion, type CompletionHandle } from './useCompletion.ts';

export interface PromptHandle {
  readonly prompt: Prompt;
  /** Lines of a here-document, or of a quote, that are typed already. */
  readonly collected: readonly string[];
  readonly completion: CompletionHandle;
  /** What stands at the prompt: the line, or what the search has found. */
  readonly shown: Line;
  type(line: Line): void;
  /** Several lines run one after another, as if typed. */
  paste(text: string): void;
  onKeyDown(event: React.KeyboardEvent<HTMLTextAreaElement>): void;
}

interface PromptOptions {
  /** True when text was selected in the output: it is copied then. */
  copySelection(): boolean;
  openSearch(): void;
  /** Ctrl+L. */
  clear(): void;
}

/** Keys that mean something on an empty line; the others are the browser's there. */
const ON_EMPTY_LINE = /^(Up|Down|C-[pnryk]|M-\.)$/;

export function usePrompt(options: PromptOptions): PromptHandle {
  const [prompt, setPrompt] = useState(emptyPrompt);
  const [collected, setCollected] = useState<readonly string[]>([]);
  // The last key was Escape: Tab leaves the terminal.
  const isLeaving = useRef(false);
  const latest = useRef(prompt);
  useLayoutEffect(() => {
    latest.current = prompt;
  });
  const history = useSession((session) => session.typed);

  const setLine = (line: Line) => {
    latest.current = withLine(latest.current, line);
    setPrompt(latest.current);
  };
  const startAgain = () => setPrompt(({ killed }) => ({ ...emptyPrompt, killed }));
  const completion = useCompletion({ latest, collected, setLine });

  /** Runs what is whole of some lines; the rest waits for more. */
  const enterLines = (lines: readonly string[]) => {
    let pending: string[] = [];
    for (const line of lines) {
      pending.push(line);
      const entry = readEntry([...pending], false);
      if (entry.type === 'incomplete') continue;
      if (entry.type === 'line') typeLine(entry.line);
      pending = [];
    }
    setCollected(pending);
  };

  const enter = () => {
    const { text } = lineFound(latest.current, history);
    enterLines([...collected, ...text.split('\n')]);
    startAgain();
  };

  const type = (line: Line) => {
    if (latest.current.search) {
      setPrompt((before) => searchFor(before, line.text, history));
      return;
    }
    const isChanged = line.text !== latest.current.line.text;
    setLine(line);
    if (isChanged) completion.follow();
  };

  const edit = (key: string): boolean => {
    const next = pressKey(latest.current, key, history);
    if (next) setPrompt(next);
    return next !== undefined;
  };

  /** Ctrl+C: copies what is selected, ends what runs, or gives the line up. */
  const cancel = (): boolean => {
    const { line, search } = latest.current;
    if (search) return edit('C-c');
    if (line.start !== line.end) return false;
    if (options.copySelection()) return true;
    if (useSession.getState().foreground !== undefined) interrupt();
    else {
      setCollected([]);
      startAgain();
    }
    return true;
  };

  const pressTab = (): boolean => {
    const { line, search } = latest.current;
    // On an empty line, and after Escape, Tab goes on through the page.
    if ((line.text === '' && !search) || isLeaving.current) return false;
    if (search) edit('Escape');
    else completion.tab();
    return true;
  };

  /** True when the key did something here; else it is the browser's. */
  const press = (key: string): boolean => {
    if (completion.press(key)) return true;
    const { line, search } = latest.current;
    switch (key) {
      case 'Enter':
        enter();
        return true;
      case 'Tab':
        return pressTab();
      case 'Escape':
        isLeaving.current = true;
        return search !== undefined && edit(key);
      case 'C-c':
        return cancel();
      case 'C-S-c':
        return options.copySelection();
      case 'C-S-f':
        options.openSearch();
        return true;
      case 'C-l':
        options.clear();
        return true;
    }
    if (line.text === '' && !search && !ON_EMPTY_LINE.test(key)) return false;
    const isInside =
      (key === 'Up' && line.text.slice(0, line.end).includes('\n')) ||
      (key === 'Down' && line.text.slice(line.end).includes('\n'));
    return !isInside && edit(key);
  };

  return {
    prompt,
    collected,
    completion,
    shown: lineFound(prompt, history),
    type,
    paste: (text) => {
      const { start, end, text: typed } = latest.current.line;
      const put = typed.slice(0, start) + text.replace(/\r\n?/g, '\n');
      const lines = (put + typed.slice(end)).split('\n');
      const rest = lines.pop() ?? '';
      if (lines.length > 0) enterLines([...collected, ...lines]);
      setLine(lineOf(rest, rest.length - (typed.length - end)));
    },
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing) return;
      const key = keyOf(event);
      if (key !== 'Escape' && key !== 'Tab') isLeaving.current = false;
      if (key !== undefined && press(key)) event.preventDefault();
    },
  };
}
