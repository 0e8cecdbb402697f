// The nodes of one recorded section: the kubelet of 1.3 with a Docker that only pretends. It has every image and starts
// containers in no time; nothing listens in them; what the kubelet writes as Events goes nowhere.

import type { Action, Component } from '../../cluster/apiserver/client.ts';
import { createKubelet } from '../../cluster/kubelet/kubelet.ts';
import type { Machine } from '../../cluster/kubelet/node.ts';
import type { ImageCatalogue, Program } from '../../cluster/network/program.ts';

const nothing: Program = {
  name: 'nothing',
  stopMs: 300,
  stopCode: 0,
  play: () => ({ acts: [] }),
  respond: () => ({ status: 404, reason: 'Not Found', headers: [], body: '' }),
};

const images: ImageCatalogue = {
  find: () => ({ pullMs: 0, sizeBytes: 0, programOf: () => nothing }),
  programNamed: () => nothing,
  execute: () => ({ stdout: '', stderr: '', exit: 0 }),
};

export function createHollowKubelet(machines: readonly Machine[]): Component {
  const kubelet = createKubelet(machines, images);
  return {
    ...kubelet,
    reconcile: (view, key, payload) =>
      kubelet.reconcile(view, key, payload).filter((action) => !isEvent(action)),
  };
}

function isEvent(action: Action): boolean {
  return action.type === 'request' && action.request.path.includes('/events');
}
