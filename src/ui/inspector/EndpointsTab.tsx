// Which addresses a Service sends to, and why each is in or out.

import { useMemo } from 'react';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { endpointReasons, select, useSession, type EndpointReason } from '../../session/index.ts';

const icons = { in: CircleCheck, 'not ready': CircleDashed, out: CircleX } as const;

const words = { in: 'in', 'not ready': 'not ready', out: 'out' } as const;

export function EndpointsTab({ serviceKey }: { serviceKey: string }) {
  const service = useSession(({ tables }) => tables.Service[serviceKey]);
  const endpoints = useSession(({ tables }) => tables.Endpoints[serviceKey]);
  const pods = useSession(({ tables }) => tables.Pod);
  const found = useMemo(
    () => service && endpointReasons(service, endpoints, Object.values(pods)),
    [service, endpoints, pods],
  );
  if (!service || !found) return <p className="gone">There is no Service of that name now.</p>;
  const { rows, selected, near } = found;
  const selector = Object.entries(service.spec.selector ?? {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  return (
    <div className="endpointReasons">
      <p>
        {selector.length === 0 ? (
          'The Service has no selector: whoever writes its Endpoints decides.'
        ) : (
          <>
            Selector <code className="mono">{selector.join(',')}</code> picks{' '}
            {selected === 1 ? '1 pod' : `${selected} pods`}.
          </>
        )}
      </p>
      {near.map(({ wanted, found: label, pods: count }) => (
        <p key={wanted} className="hint">
          No pod has <code className="mono">{wanted}</code>.{' '}
          {count === 1 ? '1 has' : `${count} have`} <code className="mono">{label}</code>: was that
          meant?
        </p>
      ))}
      <ul>
        {rows.map((row) => (
          <AddressRow key={row.key} row={row} />
        ))}
      </ul>
    </div>
  );
}

function AddressRow({ row }: { row: EndpointReason }) {
  const { key, name, address, place, reason } = row;
  const Icon = icons[place];
  const isPod = useSession(({ tables }) => tables.Pod[key] !== undefined);
  return (
    <li className={place.replace(' ', '')}>
      <Icon size={14} aria-hidden="true" />
      <span className="address mono">{address}</span>
      <span className="place">{words[place]}</span>
      {isPod ? (
        <button
          type="button"
          className="link"
          onClick={() => select({ type: 'object', kind: 'Pod', key })}
        >
          {name}
        </button>
      ) : (
        <span>{name}</span>
      )}
      <span className="caption">{reason}</span>
    </li>
  );
}
