import { describe, expect, test } from 'vitest';
import { emptyPrompt, lineFound, lineOf, pressKey, searchFor, type Prompt } from './lineEditing.ts';

const HISTORY = ['kubectl get pods -o wide', 'echo one two', 'kubectl describe pod web-1'];

/** `|` is the cursor. */
function promptAt(shown: string): Prompt {
  return { ...emptyPrompt, line: lineOf(shown.replace('|', ''), shown.indexOf('|')) };
}

function shownBy({ line }: Prompt): string {
  return `${line.text.slice(0, line.end)}|${line.text.slice(line.end)}`;
}

function press(prompt: Prompt, keys: string): Prompt {
  return keys.split(' ').reduce((before, key) => pressKey(before, key, HISTORY) ?? before, prompt);
}

// Keys and what GNU readline's manual says of them.
const cases: readonly (readonly [string, string, string])[] = [
  ['kubectl get| pods', 'C-a', '|kubectl get pods'],
  ['kubectl get| pods', 'C-e', 'kubectl get pods|'],
  ['kubectl get| pods', 'C-b', 'kubectl ge|t pods'],
  ['kubectl get| pods', 'C-f', 'kubectl get |pods'],
  ['kubectl get| pods', 'C-k', 'kubectl get|'],
  ['kubectl get| pods', 'C-u', '| pods'],
  ['kubectl get pods/web-1  |', 'C-w', 'kubectl get |'],
  ['kubectl get pods/web-1|', 'M-Backspace', 'kubectl get pods/web-|'],
  ['kubectl get| pods', 'M-d', 'kubectl get|'],
  ['kubectl get |pods', 'M-b', 'kubectl |get pods'],
  ['kubectl| get pods', 'M-f', 'kubectl get| pods'],
  ['abc|d', 'C-d', 'abc|'],
  ['abc|d', 'C-h', 'ab|d'],
  ['abc|d', 'C-t', 'abdc|'],
  ['abcd|', 'C-t', 'abdc|'],
  ['|abcd', 'C-t', '|abcd'],
  ['one two|', 'C-w C-w C-y', 'one two|'],
  ['one| two', 'C-k C-a C-y', ' two|one'],
  ['one two|', 'C-w C-a C-k C-y', 'one |'],
  ['|', 'Up', 'kubectl describe pod web-1|'],
  ['|', 'Up Up', 'echo one two|'],
  ['mine|', 'C-p C-p C-n C-n', 'mine|'],
  ['mine|', 'Down', 'mine|'],
  ['|', 'Up Up Up Up', 'kubectl get pods -o wide|'],
  ['echo |', 'M-.', 'echo web-1|'],
  ['echo |', 'M-. M-.', 'echo two|'],
];

describe('the keys of readline', () => {
  test.each(cases)('%s and %s is %s', (before, keys, after) => {
    expect(shownBy(press(promptAt(before), keys))).toBe(after);
  });

  test('a key that readline does not know is left to the browser', () => {
    for (const key of ['C-v', 'C-c', 'F5', 'a']) {
      expect(pressKey(emptyPrompt, key, HISTORY)).toBeUndefined();
    }
  });
});

describe('Ctrl+R', () => {
  const searching = press(promptAt('mine|'), 'C-r');

  test('looks back from the newest line, and further back when pressed again', () => {
    const once = searchFor(searching, 'kubectl', HISTORY);
    expect(lineFound(once, HISTORY).text).toBe('kubectl describe pod web-1');
    expect(lineFound(press(once, 'C-r'), HISTORY).text).toBe('kubectl get pods -o wide');
  });

  test('keeps what it found when nothing more is found, and says so', () => {
    const failed = press(searchFor(searching, 'echo', HISTORY), 'C-r');
    expect(failed.search).toMatchObject({ hasFailed: true });
    expect(lineFound(failed, HISTORY).text).toBe('echo one two');
  });

  test('takes the line with Escape or a key that edits, and gives the own line back with Ctrl+G', () => {
    const found = searchFor(searching, 'echo', HISTORY);
    expect(press(found, 'Escape')).toMatchObject({ line: { text: 'echo one two' } });
    expect(shownBy(press(found, 'C-e'))).toBe('echo one two|');
    expect(shownBy(press(found, 'C-g'))).toBe('mine|');
    expect(press(found, 'C-g').search).toBeUndefined();
  });
});
