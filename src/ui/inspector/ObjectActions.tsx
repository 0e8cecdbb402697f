// What one can do with what is selected. Each button types a line in the terminal, so that it is seen and recorded.

import { Send, Share2, Trash2, Waypoints } from 'lucide-react';
import {
  controllerOf,
  podKeysOf,
  select,
  typeLine,
  useSession,
  type Selection,
} from '../../session/index.ts';

const MANY = 10;

export function ObjectActions({ selection }: { selection: Selection }) {
  if (selection.type === 'connection') return null;
  if (selection.kind === 'Pod') return <PodActions podKey={selection.key} />;
  if (selection.kind === 'Service') return <ServiceActions serviceKey={selection.key} />;
  return null;
}

function PodActions({ podKey }: { podKey: string }) {
  const pod = useSession(({ tables }) => tables.Pod[podKey]);
  const isExposed = useSession(({ tables }) =>
    Object.values(tables.Endpoints).some((endpoints) => podKeysOf(endpoints).includes(podKey)),
  );
  if (!pod) return null;
  const { name } = pod.metadata;
  const controller = controllerOf(pod);
  const ip = pod.status.podIP;
  const port = pod.spec.containers[0]?.ports?.[0]?.containerPort ?? 8080;
  return (
    <div className="actions">
      <button
        type="button"
        className="button small"
        disabled={!ip}
        onClick={() => typeLine(`curl ${ip}:${port}`)}
      >
        <Send size={12} aria-hidden="true" /> Send request
      </button>
      {controller && !isExposed ? (
        <button
          type="button"
          className="button small"
          onClick={() => typeLine(`kubectl expose rc ${controller}`)}
        >
          <Share2 size={12} aria-hidden="true" /> Expose {controller}
        </button>
      ) : null}
      <button
        type="button"
        className="button small"
        onClick={() => typeLine(`kubectl delete pod ${name}`)}
      >
        <Trash2 size={12} aria-hidden="true" /> Delete pod
      </button>
    </div>
  );
}

function ServiceActions({ serviceKey }: { serviceKey: string }) {
  const service = useSession(({ tables }) => tables.Service[serviceKey]);
  const last = useSession(({ tables }) => {
    const address = tables.Service[serviceKey]?.spec.clusterIP;
    return Object.keys(tables.connections)
      .filter((key) => tables.connections[key]?.original.destinationIP === address)
      .sort()
      .at(-1);
  });
  if (!service) return null;
  const { clusterIP, ports } = service.spec;
  const line = `curl -s -o /dev/null ${clusterIP}:${ports[0]?.port}`;
  return (
    <div className="actions">
      <button
        type="button"
        className="button small"
        onClick={() => typeLine(`curl ${clusterIP}:${ports[0]?.port}`)}
      >
        <Send size={12} aria-hidden="true" /> Send request
      </button>
      <button
        type="button"
        className="button small"
        onClick={() => {
          for (let sent = 0; sent < MANY; sent++) typeLine(line);
        }}
      >
        <Send size={12} aria-hidden="true" /> Send {MANY}
      </button>
      {last === undefined ? null : (
        <button
          type="button"
          className="button small"
          onClick={() => select({ type: 'connection', key: last })}
        >
          <Waypoints size={12} aria-hidden="true" /> Last request
        </button>
      )}
    </div>
  );
}
