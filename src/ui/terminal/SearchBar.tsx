// Search over the terminal's scroll-back: Enter goes to the match before, Shift+Enter to the one after.

import { useEffect, useRef, useState } from 'react';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { Found, XtermView } from './xtermView.ts';

interface Props {
  readonly view: React.RefObject<XtermView | undefined>;
  readonly found: Found;
  onClose(): void;
}

export function SearchBar({ view, found, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  useEffect(() => {
    field.current?.focus();
    const shown = view.current;
    return () => shown?.stopFinding();
  }, [view]);
  const find = (direction: 'next' | 'previous') =>
    view.current?.find(field.current?.value ?? '', direction);
  const { at, count } = found;

  return (
    <div role="search" aria-label="Search the terminal" className="terminalSearch">
      <input
        ref={field}
        type="text"
        aria-label="Search the terminal output"
        placeholder="Search"
        spellCheck={false}
        onChange={({ target }) => {
          setEmpty(target.value === '');
          find('previous');
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 'next' : 'previous');
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <output aria-label="Matches">
        {isEmpty ? '' : count === 0 ? 'no match' : `${at} of ${count}`}
      </output>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Match before"
        onClick={() => find('previous')}
      >
        <ChevronUp size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Match after"
        onClick={() => find('next')}
      >
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Close the search"
        onClick={onClose}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
