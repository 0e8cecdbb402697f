// The terminal's output as plain text: for screen readers and tests, and for everybody until the drawn terminal is there.
// While it has the focus it is what one sees, and arrow keys go through the names in it.

import { memo, useEffect, useRef, useState } from 'react';
import { objectNamed, select, useSession, WORDS } from '../../session/index.ts';
import { plainText, type Piece } from './output.ts';

export function OutputLog({ pieces }: { pieces: readonly Piece[] }) {
  const lookedAt = useSession((session) => session.lookedAt);
  const [isReading, setReading] = useState(false);
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isReading && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [isReading]);

  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const direction = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (direction === undefined) return;
    const names = [...event.currentTarget.querySelectorAll('button')];
    const at = names.findIndex((name) => name === document.activeElement);
    const next = names.at(at < 0 ? -1 : Math.min(names.length - 1, Math.max(0, at + direction)));
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    // The keys are for the names in it, which have no Tab stops of their own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={log}
      role="log"
      aria-label="Terminal output"
      aria-description="Arrow up and down go through the names of objects"
      aria-live="off"
      tabIndex={0}
      className={isReading ? 'outputLog reading' : 'outputLog'}
      onFocus={() => setReading(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setReading(false);
      }}
      onKeyDown={onKeyDown}
    >
      {pieces.map(({ key, kind, text, at, line }) => (
        <PieceText
          key={key}
          kind={kind}
          text={text}
          command={isReading ? line : undefined}
          isFresh={at >= lookedAt}
        />
      ))}
    </div>
  );
}

interface PieceProps {
  readonly kind: Piece['kind'];
  readonly text: string;
  /** The line that printed it, when its names are links. */
  readonly command: string | undefined;
  readonly isFresh: boolean;
}

const PieceText = memo(function PieceText({ kind, text, command, isFresh }: PieceProps) {
  const plain = plainText(text);
  const shown = command === undefined ? plain : <Linked text={plain} command={command} />;
  if (kind !== 'typed') return <pre className={`${kind} ${isFresh ? 'fresh' : ''}`}>{shown}</pre>;
  return (
    <pre className="typedLine">
      <span className="prompt" aria-hidden="true">
        ${' '}
      </span>
      {shown}
    </pre>
  );
});

/** A text whose names of live objects select them. */
function Linked({ text, command }: { text: string; command: string }) {
  const tables = useSession((session) => session.tables);
  const parts: React.ReactNode[] = [];
  let shown = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const before = text.slice(text.lastIndexOf('\n', index) + 1, index);
    const selection = objectNamed(tables, { word, before, command });
    if (!selection) continue;
    parts.push(
      text.slice(shown, index),
      <button
        key={index}
        type="button"
        className="nameLink"
        tabIndex={-1}
        onClick={() => select(selection)}
      >
        {word}
      </button>,
    );
    shown = index + word.length;
  }
  return [...parts, text.slice(shown)];
}
