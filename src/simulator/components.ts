// The components of the cluster, in the order in which they start.

import type { Component } from '../cluster/apiserver/client.ts';
import { createEndpointsController } from '../cluster/controllers/endpoints/endpointsController.ts';
import { createNamespaceController } from '../cluster/controllers/namespace/namespaceController.ts';
import { createNodeController } from '../cluster/controllers/nodelifecycle/nodeController.ts';
import { createReplicationManager } from '../cluster/controllers/replication/replicationManager.ts';
import { createServiceController } from '../cluster/controllers/serviceloadbalancer/serviceController.ts';
import { createKubelet } from '../cluster/kubelet/kubelet.ts';
import { createKubeProxy } from '../cluster/proxy/kubeProxy.ts';
import { createScheduler } from '../cluster/scheduler/scheduler.ts';
import { catalogue } from '../cluster/images/catalogue.ts';
import type { NodeSpec } from './settings.ts';

export function createComponents(nodes: readonly NodeSpec[]): Component[] {
  return [
    createKubelet(nodes, catalogue),
    createNodeController(),
    createScheduler(),
    createReplicationManager(),
    createEndpointsController(),
    createServiceController(),
    createKubeProxy(nodes),
    createNamespaceController(),
  ];
}
