// Events that the node controller writes on nodes, in the words of 1.3.

import type { Node } from '../../api/core/v1/objects.ts';
import type { Action, ClusterView } from '../../apiserver/client.ts';
import { recordEvent } from '../../apiserver/eventRecorder.ts';

export const COMPONENT = 'controllermanager';

export function recordNodeEvent(
  view: ClusterView,
  node: Node,
  reason: string,
  text: string,
): Action {
  return recordEvent(view, {
    component: COMPONENT,
    object: node,
    type: 'Normal',
    reason,
    message: `Node ${node.metadata.name} event: ${text}`,
  });
}

export function recordNodeStatus(view: ClusterView, node: Node, status: 'NodeNotReady'): Action {
  return recordEvent(view, {
    component: COMPONENT,
    object: node,
    type: 'Normal',
    reason: status,
    message: `Node ${node.metadata.name} status is now: ${status}`,
  });
}
