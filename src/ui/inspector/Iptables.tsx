// The rules of a node as its iptables-save prints them: what each has counted, which ones the last request used, and what
// kube-proxy has just changed.

import { useMemo, useState } from 'react';
import { Waypoints } from 'lucide-react';
import {
  connectionKey,
  diffLines,
  readSaved,
  select,
  usedRules,
  useSession,
  type DiffLine,
  type SavedLine,
  type ShownText,
} from '../../session/index.ts';
import { ChangeChip } from './HostText.tsx';
import { useHostText } from './useHostText.ts';

/** So many rules are drawn; the filter finds the others. */
const SHOWN = 1_000;

export function Iptables({ node }: { node: string }) {
  const shown = useHostText({ type: 'iptables', node });
  const [filter, setFilter] = useState('');
  const lines = useMemo(() => rulesOf(shown), [shown]);
  const connection = useSession(({ tables }) => lastOver(tables.connections, node));
  const used = useMemo(
    () => (connection ? usedRules(connection, node) : new Set<string>()),
    [connection, node],
  );
  if (shown === undefined) return null;
  if (shown.text === '') return <p className="gone">The node does not answer.</p>;
  const wanted = lines.filter(({ text }) => text.includes(filter));
  return (
    <>
      <div className="ruleTools">
        <input
          type="search"
          aria-label="Show rules with"
          placeholder="Show rules with ..."
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
        {connection && used.size > 0 ? (
          <button
            type="button"
            className="button quiet small"
            title="Rules with a bar are those that this request used; it opens"
            onClick={() => select({ type: 'connection', key: connectionKey(connection.id) })}
          >
            <Waypoints size={12} aria-hidden="true" /> #{connection.id} used {used.size}
          </button>
        ) : null}
      </div>
      <ChangeChip lines={lines} since={shown.since} />
      <ol className="rules mono">
        {wanted.slice(0, SHOWN).map((line, at) => (
          <Rule key={`${at} ${line.key}`} line={line} isUsed={used.has(line.key)} />
        ))}
      </ol>
      {wanted.length > SHOWN ? (
        <p className="gone">and {wanted.length - SHOWN} more: narrow them down above.</p>
      ) : null}
    </>
  );
}

type RuleLine = SavedLine & Pick<DiffLine, 'change'>;

function Rule({ line, isUsed }: { line: RuleLine; isUsed: boolean }) {
  const { text, change, packets, bytes, table } = line;
  const isChain = text.startsWith(':');
  const state = change === 'same' ? '' : change;
  return (
    <li className={`${state} ${isUsed ? 'used' : ''} ${isChain ? 'chain' : ''}`}>
      <span className="rule" title={`table ${table}`}>
        {change === 'removed' ? <del>{text}</del> : text}
        {isUsed ? <span className="unseen">, used by the last request</span> : null}
        {change === 'added' ? <span className="unseen">, new</span> : null}
      </span>
      {change === 'removed' || (isChain && text.endsWith(' -')) ? null : (
        <span
          className="counter"
          title={`${packets} packets, ${bytes} bytes ${isChain ? 'let through at its end' : 'matched'}`}
        >
          {packets}:{bytes}
        </span>
      )}
    </li>
  );
}

/** Compared without their counters: those change with every packet. */
function rulesOf(shown: ShownText | undefined): RuleLine[] {
  if (!shown) return [];
  const after = readSaved(shown.text);
  const before = shown.before === undefined ? after : readSaved(shown.before);
  const name = ({ table, text }: SavedLine) => `${table} ${text.replace(/ \[.*$/, '')}`;
  let [old, now] = [0, 0];
  return diffLines(before.map(name), after.map(name)).flatMap(({ change }): RuleLine[] => {
    const line = change === 'removed' ? before[old] : after[now];
    if (change !== 'added') old++;
    if (change !== 'removed') now++;
    return line ? [{ ...line, change }] : [];
  });
}

type Connections = ReturnType<typeof useSession.getState>['tables']['connections'];

/** The newest request whose walk through the node's rules was noted. */
function lastOver(connections: Connections, node: string) {
  return Object.keys(connections)
    .sort()
    .reverse()
    .map((key) => connections[key])
    .find((connection) => connection?.walks.some((walk) => walk.node === node));
}
