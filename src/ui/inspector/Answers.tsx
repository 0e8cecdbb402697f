// Which pods have answered for a Service, and in what shares: whether it is spread evenly can be seen at once.

import { useMemo } from 'react';
import { addressesOf, formatCount, podKeysOf, sharesOf, useSession } from '../../session/index.ts';

/** So many rows; the rest are summed up. */
const SHOWN = 6;

export function Answers({ serviceKey }: { serviceKey: string }) {
  const service = useSession(({ tables }) => tables.Service[serviceKey]);
  const endpoints = useSession(({ tables }) => tables.Endpoints[serviceKey]);
  const tallies = useSession(({ tables }) => tables.tallies);
  const nodes = useSession(({ tables }) => tables.Node);
  const shares = useMemo(() => {
    if (!service) return [];
    const addresses = addressesOf(service, Object.keys(nodes));
    return sharesOf(tallies, addresses, podKeysOf(endpoints));
  }, [service, endpoints, tallies, nodes]);
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rest = shares.slice(SHOWN);
  return (
    <table className="answers">
      <caption>Who answered {formatCount(total)} requests</caption>
      <tbody>
        {shares.slice(0, SHOWN).map(({ pod, count }) => (
          <ShareRow
            key={pod}
            name={pod.slice(pod.indexOf('/') + 1)}
            count={count}
            total={total}
            isGone={!podKeysOf(endpoints).includes(pod)}
          />
        ))}
        {rest.length > 0 ? (
          <ShareRow
            name={`${rest.length} more`}
            count={rest.reduce((sum, { count }) => sum + count, 0)}
            total={total}
            isGone={false}
          />
        ) : null}
      </tbody>
    </table>
  );
}

interface Row {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  /** True when it is no longer among the Endpoints. */
  readonly isGone: boolean;
}

function ShareRow({ name, count, total, isGone }: Row) {
  const percent = (count / total) * 100;
  return (
    <tr className={isGone ? 'isGone' : ''}>
      <th scope="row" title={name}>
        {name}
      </th>
      <td className="bar" aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </td>
      <td>{formatCount(count)}</td>
      <td className="percent">{percent.toFixed(1)} %</td>
    </tr>
  );
}
