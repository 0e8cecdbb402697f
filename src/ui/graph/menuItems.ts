// What one can do to a thing on the graph. Each item is a line of the terminal, so that it is seen and recorded, and a
// fault that is on offers its opposite.

import { glanceAt, type Session } from '../../session/index.ts';

export interface MenuItem {
  readonly text: string;
  readonly line: string;
  /** Behind a line between. */
  readonly isApart?: boolean;
}

type Tables = Session['tables'];

/** `target` is `Pod namespace/name`, `Service namespace/name`, `Node NAME` or `Component NAME`. */
export function menuItemsOf(tables: Tables, target: string): readonly MenuItem[] {
  const [kind = '', key = ''] = target.split(' ');
  if (kind === 'Pod') return podItems(tables, key);
  if (kind === 'Service') return serviceItems(key);
  if (kind === 'Node') return nodeItems(tables, key);
  return kind === 'Component' ? componentItems(tables, key) : [];
}

function podItems(tables: Tables, key: string): MenuItem[] {
  const pod = tables.Pod[key];
  if (!pod) return [];
  const { node } = glanceAt(pod);
  const named = namedIn(key);
  const container = pod.status.containerStatuses?.find(({ state }) => state?.running);
  const id = container?.containerID?.replace('docker://', '').slice(0, 12);
  const onNode = (text: string, verb: string, isApart = false): MenuItem => ({
    text,
    line: `ssh ${node} docker ${verb} ${id}`,
    isApart,
  });
  return [
    { text: 'Describe', line: `kubectl describe pod ${named}` },
    { text: 'Logs', line: `kubectl logs ${named}` },
    { text: 'Delete pod', line: `kubectl delete pod ${named}` },
    ...(id === undefined
      ? []
      : [
          onNode('Crash the container', 'kill', true),
          onNode('Restart the container', 'restart', false),
        ]),
  ];
}

function serviceItems(key: string): MenuItem[] {
  const named = namedIn(key);
  return [
    { text: 'Describe', line: `kubectl describe svc ${named}` },
    { text: 'Show its Endpoints', line: `kubectl get endpoints ${named}` },
    { text: 'Delete Service', line: `kubectl delete svc ${named}` },
  ];
}

function nodeItems(tables: Tables, name: string): MenuItem[] {
  const node = tables.Node[name];
  if (!node) return [];
  const fault = (set: string, [on, off]: readonly [MenuItem, MenuItem]) =>
    tables.settings[`fault ${set} ${name}`] ? off : on;
  return [
    { text: 'Describe', line: `kubectl describe node ${name}` },
    node.spec.unschedulable
      ? { text: 'Uncordon', line: `kubectl uncordon ${name}` }
      : { text: 'Cordon', line: `kubectl cordon ${name}` },
    { text: 'Drain', line: `kubectl drain ${name}` },
    { ...stopOrStart(tables, `kubelet@${name}`, 'kubelet'), isApart: true },
    stopOrStart(tables, `kube-proxy@${name}`, 'kube-proxy'),
    ...delays(tables, `kube-proxy@${name}`, 'kube-proxy'),
    {
      ...fault('partition', [
        { text: 'Cut it off from the master', line: `orrery fault partition ${name}` },
        { text: 'Let it reach the master again', line: `orrery fault heal ${name}` },
      ]),
      isApart: true,
    },
    fault('node-down', [
      { text: 'Take its power away', line: `orrery fault node-down ${name}` },
      { text: 'Give it power again', line: `orrery fault node-up ${name}` },
    ]),
  ];
}

function componentItems(tables: Tables, name: string): MenuItem[] {
  // The API server answers at once: only the others can be late.
  if (name === 'kube-apiserver') return [stopOrStart(tables, name, name)];
  return [stopOrStart(tables, name, name), ...delays(tables, name, name)];
}

function stopOrStart({ stopped }: Tables, target: string, name: string): MenuItem {
  const verb = stopped[target] ? 'start' : 'stop';
  return {
    text: verb === 'stop' ? `Stop ${name}` : `Start ${name}`,
    line: `orrery ${verb} ${target}`,
  };
}

function delays({ settings }: Tables, target: string, name: string): MenuItem[] {
  const set = settings[`delay ${target}`]?.value;
  const item = (seconds: number): MenuItem => ({
    text: `Delay ${name} by ${seconds} s`,
    line: `orrery delay ${target} ${seconds}s`,
  });
  const undo = { text: `Delay ${name} no more`, line: `orrery delay ${target} 0s` };
  return [2, 5]
    .filter((each) => set !== String(each * 1000))
    .map(item)
    .concat(set ? undo : []);
}

function namedIn(key: string): string {
  const [namespace = '', name = ''] = key.split('/');
  return namespace === 'default' ? name : `${name} --namespace=${namespace}`;
}
