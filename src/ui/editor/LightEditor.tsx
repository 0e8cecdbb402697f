// The text with its colours, to be read and typed in before the real editor has come, and if it never comes. It has the
// measures of the real one, so that nothing moves when that takes its place.

import { useRef } from 'react';
import { highlightLine } from './highlight.ts';

interface Props {
  readonly path: string;
  readonly text: string;
  onChange(text: string): void;
  onApply(): void;
}

export function LightEditor({ path, text, onChange, onApply }: Props) {
  const shown = useRef<HTMLPreElement>(null);
  return (
    <div className="lightEditor mono">
      <pre aria-hidden="true" ref={shown}>
        {text.split('\n').map((line, index) => (
          // Lines have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className="lightLine">
            <span className="lightNumber">{index + 1}</span>
            {highlightLine(line).map(({ text: part, kind = 'plain' }, at) => (
              // oxlint-disable-next-line react/no-array-index-key
              <span key={at} className={`yaml-${kind}`}>
                {part}
              </span>
            ))}
          </div>
        ))}
      </pre>
      <textarea
        className="plainText"
        aria-label={path}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={({ target }) => onChange(target.value)}
        onScroll={({ currentTarget: { scrollTop, scrollLeft } }) =>
          shown.current?.scrollTo(scrollLeft, scrollTop)
        }
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onApply();
        }}
      />
    </div>
  );
}
