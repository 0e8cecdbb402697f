// A text of the Worker with what changed in it since the last step: new lines with a bar, removed ones struck through.

import { useMemo } from 'react';
import {
  diffLines,
  formatClock,
  type DiffLine,
  type InspectorText,
  type ShownText,
} from '../../session/index.ts';
import { useHostText } from './useHostText.ts';

export function HostText({ tab }: { tab: InspectorText }) {
  const shown = useHostText(tab);
  const lines = useMemo(() => linesOf(shown), [shown]);
  if (shown === undefined) return null;
  if (shown.text === '') return <p className="gone">It is not there at this time.</p>;
  return (
    <>
      <ChangeChip lines={lines} since={shown.since} />
      <pre className={`hostText mono ${tab.type}`}>
        {lines.map(({ text, change }, at) =>
          change === 'removed' ? (
            <del key={at}>{`${text}\n`}</del>
          ) : change === 'added' ? (
            <ins key={at}>{`${text}\n`}</ins>
          ) : (
            `${text}\n`
          ),
        )}
      </pre>
    </>
  );
}

function linesOf(shown: ShownText | undefined): readonly DiffLine[] {
  if (!shown) return [];
  const after = splitLines(shown.text);
  return diffLines(shown.before === undefined ? after : splitLines(shown.before), after);
}

function splitLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** "changed at 0:12.3 +2 -1". */
export function ChangeChip(props: { lines: readonly Pick<DiffLine, 'change'>[]; since: number }) {
  const added = props.lines.filter(({ change }) => change === 'added').length;
  const removed = props.lines.filter(({ change }) => change === 'removed').length;
  if (added + removed === 0) return null;
  return (
    <p
      className="changeChip"
      title={`${added} lines are new and ${removed} went when it last changed`}
    >
      changed at <span className="mono">{formatClock(props.since, 2)}</span>
      {added > 0 ? <span className="plus">+{added}</span> : null}
      {removed > 0 ? <span className="minus">−{removed}</span> : null}
    </p>
  );
}
