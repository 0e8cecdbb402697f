// What Tab offers, beside the word that it would complete. The field keeps the focus.

import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { CompletionHandle } from './useCompletion.ts';

/** Width of a character of the terminal, px. */
const CHARACTER = 7.2;
const GAP = 4;

interface Props {
  readonly handle: CompletionHandle;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly id: string;
}

export function CompletionMenu({ handle, field, id }: Props) {
  const { menu, choose } = handle;
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<React.CSSProperties>({});
  const from = menu?.from;

  useLayoutEffect(() => {
    const box = field.current?.getBoundingClientRect();
    if (!box || from === undefined) return;
    const columns = Math.max(1, Math.floor(box.width / CHARACTER));
    const left = Math.min(box.left + (from % columns) * CHARACTER, innerWidth - 336);
    const isAbove = box.top > innerHeight - box.bottom;
    setPlace({
      left: Math.max(GAP, left),
      ...(isAbove ? { bottom: innerHeight - box.top + GAP } : { top: box.bottom + GAP }),
    });
  }, [field, from]);

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [menu]);

  if (!menu) return null;
  return (
    <div
      ref={list}
      role="listbox"
      id={id}
      aria-label="Completions"
      className="completions mono"
      style={place}
    >
      {menu.candidates.map(({ text, label, note }, at) => (
        <div
          key={text}
          role="option"
          tabIndex={-1}
          id={`${id}-${at}`}
          aria-selected={at === menu.chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            choose(at);
          }}
        >
          <span className="label">{label}</span>
          {note === undefined ? null : <span className="note">{note}</span>}
        </div>
      ))}
    </div>
  );
}
