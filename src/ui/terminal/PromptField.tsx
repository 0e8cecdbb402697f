// The field in which a line is typed. Under the drawn terminal it is there for the keyboard, screen readers and tests, and lies
// unseen over the row where xterm draws the line.

import { useLayoutEffect, type RefObject } from 'react';
import { useSession } from '../../session/index.ts';
import type { PromptHandle } from './usePrompt.ts';

interface Props {
  readonly handle: PromptHandle;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Px from the top of the drawn terminal; undefined when that row is out of sight. */
  readonly top: number | undefined;
  readonly menuId: string;
  onFocus(isFocused: boolean): void;
}

export function PromptField({ handle, field, top, menuId, onFocus }: Props) {
  const isBusy = useSession((session) => session.foreground !== undefined);
  const { prompt, collected, completion, onKeyDown, type, paste } = handle;
  const { menu } = completion;
  const { search, line } = prompt;
  const text = search ? search.pattern : line.text;
  const { start, end } = search ? { start: text.length, end: text.length } : line;

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || (element.selectionStart === start && element.selectionEnd === end)) return;
    element.setSelectionRange(start, end);
  }, [field, text, start, end]);

  const onPaste = (event: React.ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (search || !/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    paste(pasted);
  };

  return (
    <div
      className="promptBox"
      style={{ top: top ?? 0, pointerEvents: top === undefined ? 'none' : 'auto' }}
    >
      {collected.map((each, at) => (
        <pre key={`${at} ${each}`} className="typedLine">
          <span className="prompt">{at === 0 ? '$ ' : '> '}</span>
          {each}
        </pre>
      ))}
      <div className="promptLine">
        <span className={`prompt ${isBusy ? 'busy' : ''}`} aria-hidden="true">
          {search ? 'search:' : collected.length > 0 ? '>' : '$'}
        </span>
        <textarea
          ref={field}
          rows={1}
          aria-label="Terminal input"
          aria-description={
            search
              ? `Searching back: ${search.hasFailed ? 'nothing found' : handle.shown.text}`
              : 'Tab completes; Escape and Tab leave'
          }
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...(menu
            ? { 'aria-controls': menuId, 'aria-activedescendant': `${menuId}-${menu.chosen}` }
            : {})}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          value={text}
          placeholder={isBusy ? '' : 'kubectl get pods'}
          onChange={({ target }) =>
            type({ text: target.value, start: target.selectionStart, end: target.selectionEnd })
          }
          onSelect={({ currentTarget: target }) => {
            if (search || target.value !== text) return;
            if (target.selectionStart === start && target.selectionEnd === end) return;
            type({ text, start: target.selectionStart, end: target.selectionEnd });
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={() => onFocus(true)}
          onBlur={() => {
            onFocus(false);
            completion.close();
          }}
        />
      </div>
    </div>
  );
}
