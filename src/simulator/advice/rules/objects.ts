// What holds for objects of every kind: where they lie, that each is there once, and whose word is what.

import type { Kind } from '../../../cluster/api/core/v1/objects.ts';
import { resources } from '../../../cluster/api/kinds.ts';
import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';

const ALL: readonly Kind[] = resources.map(({ kind }) => kind);

export const sameObjectTwice: Rule = {
  name: 'sameObjectTwice',
  severity: 'warning',
  kinds: ALL,
  find(object, { around }) {
    const first = around.firstLike(object);
    if (first === object || object.name === '') return [];
    const line = first.rangeOf(['metadata', 'name']).startLineNumber;
    return [
      {
        range: object.rangeOf(['metadata', 'name']),
        message: `Line ${line} has ${object.kind} ${object.name} already: applied, this one changes it again.`,
      },
    ];
  },
};

export const namespaceIsNotThere: Rule = {
  name: 'namespaceIsNotThere',
  severity: 'error',
  kinds: ALL,
  find(object, { around }) {
    const { namespace } = object;
    const names = around.names('Namespace', '');
    if (namespace === '' || names.includes(namespace)) return [];
    const path = ['metadata', 'namespace'];
    const near = nearest(namespace, names);
    return [
      {
        range: object.rangeOf(path),
        message: `metadata.namespace: namespaces "${namespace}" not found`,
        fixes: near === undefined ? [] : object.set(path, near),
      },
    ];
  },
};

export const statusIsDropped: Rule = {
  name: 'statusIsDropped',
  severity: 'hint',
  kinds: ['Namespace', 'Pod', 'ReplicationController', 'Service'],
  find(object) {
    if (!object.has(['status'])) return [];
    return [
      {
        range: object.keyRangeOf(['status']),
        message:
          object.kind === 'Service'
            ? 'status is dropped: only a cloud provider writes the address of a load balancer.'
            : 'status is dropped: it is the word of the system, not of a manifest.',
        fixes: object.remove(['status']),
      },
    ];
  },
};

export const noReplicas: Rule = {
  name: 'noReplicas',
  severity: 'hint',
  kinds: ['ReplicationController'],
  find(object) {
    const path = ['spec', 'replicas'];
    if (!object.is('ReplicationController') || object.object?.spec.replicas !== 0) return [];
    return [
      {
        range: object.rangeOf(path),
        message: '0 replicas: the controller makes no pod, and deletes those that it finds.',
        fixes: object.set(path, '1'),
      },
    ];
  },
};
