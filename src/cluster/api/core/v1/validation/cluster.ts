// Which Namespaces, Nodes and Events are taken, as in Kubernetes 1.3.

import { isEqual } from '../../../equality.ts';
import { duplicate, forbidden, invalid, invalidEach, required } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { parseJSON } from '../../../readJSON.ts';
import { isDNS1123Label, isDNS1123Subdomain, isLabelValue, isQualifiedName } from '../names.ts';
import type { Event, Namespace, Node } from '../objects.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateTaintEffect } from './podAnnotations.ts';

const TAINTS = 'scheduler.alpha.kubernetes.io/taints';

export function validateNamespace(namespace: Namespace): FieldError[] {
  return [
    ...validateObjectMeta(namespace.metadata, false, isDNS1123Label),
    ...(namespace.spec.finalizers ?? []).flatMap((name) =>
      validateFinalizer(name, 'spec.finalizers'),
    ),
  ];
}

/** 1.3 validates an update as a new object first, here and below. */
export function validateNamespaceUpdate(namespace: Namespace, old: Namespace): FieldError[] {
  return [
    ...validateNamespace(namespace),
    ...validateObjectMetaUpdate(namespace.metadata, old.metadata),
  ];
}

/** The path of the phase has a capital letter in 1.3. */
export function validateNamespaceStatusUpdate(namespace: Namespace, old: Namespace): FieldError[] {
  const { phase = '' } = namespace.status;
  const isGoing = namespace.metadata.deletionTimestamp !== undefined;
  const wanted = isGoing ? 'Terminating' : 'Active';
  const detail = `may only be '${wanted}' if \`deletionTimestamp\` is ${isGoing ? 'not ' : ''}empty`;
  return [
    ...validateObjectMetaUpdate(namespace.metadata, old.metadata),
    ...(phase === wanted ? [] : [invalid('status.Phase', phase, detail)]),
  ];
}

export function validateNamespaceFinalize(namespace: Namespace, old: Namespace): FieldError[] {
  return [
    ...validateObjectMetaUpdate(namespace.metadata, old.metadata),
    ...(namespace.spec.finalizers ?? []).flatMap((name, index) =>
      validateFinalizer(name, `spec.finalizers[${index}]`),
    ),
  ];
}

export function validateNode(node: Node): FieldError[] {
  return [
    ...validateObjectMeta(node.metadata, false, isDNS1123Subdomain),
    ...validateTaints(node),
    ...(node.spec.externalID ? [] : [required('spec.externalID')]),
  ];
}

export function validateNodeUpdate(node: Node, old: Node): FieldError[] {
  const errors = [
    ...validateNode(node),
    ...validateObjectMetaUpdate(node.metadata, old.metadata),
    ...validateTaints(node),
    ...validateNodeAddresses(node),
  ];
  if (old.spec.podCIDR && old.spec.podCIDR !== node.spec.podCIDR) {
    const detail = 'node updates may not change podCIDR except from "" to valid';
    errors.push(forbidden('spec.podCIDR', detail));
  }
  if (!isEqual(fixedPartOf(node), fixedPartOf(old))) {
    errors.push(forbidden('', 'node updates may only change labels or capacity'));
  }
  return errors;
}

/** Events of cluster-wide objects are kept in the namespace default. */
export function validateEvent({ involvedObject, metadata }: Event): FieldError[] {
  const { kind, namespace: involved = '' } = involvedObject ?? {};
  const { namespace = '' } = metadata;
  const isClusterWide = kind === 'Node' || kind === 'Namespace' || kind === 'PersistentVolume';
  if (isClusterWide && namespace === 'default') return [];
  const field = 'involvedObject.namespace';
  return [
    ...(involved === namespace ? [] : [invalid(field, involved, 'does not match involvedObject')]),
    ...invalidEach('namespace', namespace, isDNS1123Subdomain(namespace)),
  ];
}

function validateFinalizer(name: string, field: string): FieldError[] {
  const texts = isQualifiedName(name);
  if (texts.length > 0) return invalidEach(field, name, texts);
  if (name.includes('/') || name === 'kubernetes' || name === 'orphan') return [];
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return [invalid(field, name, detail)];
}

interface Taint {
  readonly key?: string;
  readonly value?: string;
  readonly effect?: string;
}

function validateTaints({ metadata }: Node): FieldError[] {
  const text = metadata.annotations?.[TAINTS];
  if (!text) return [];
  const path = `metadata.annotations`;
  const parsed = parseJSON(text);
  if ('problem' in parsed) return [invalid(path, TAINTS, parsed.problem)];
  if (!Array.isArray(parsed.value)) return [];
  return (parsed.value as Taint[]).flatMap((taint, index) => {
    const field = `${path}.${TAINTS}[${index}]`;
    const { key = '', value = '', effect = '' } = taint ?? {};
    const texts = isLabelValue(value);
    return [
      ...invalidEach(`${field}.key`, key, isQualifiedName(key)),
      ...(texts.length > 0 ? [invalid(`${field}.value`, value, texts.join(';'))] : []),
      ...validateTaintEffect(effect, `${field}.effect`),
    ];
  });
}

function validateNodeAddresses({ status }: Node): FieldError[] {
  const seen = new Set<string>();
  return (status.addresses ?? []).flatMap(({ type, address }, index) => {
    const key = `${type} ${address}`;
    if (seen.has(key)) return [duplicate(`status.addresses[${index}]`, { type, address })];
    seen.add(key);
    return [];
  });
}

/** What may never change: not podCIDR (which has its own error), not unschedulable. */
function fixedPartOf({ spec }: Node): object {
  const { podCIDR: _, unschedulable: __, ...rest } = spec;
  return rest;
}
