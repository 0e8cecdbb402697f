// Which ReplicationControllers are taken, as in Kubernetes 1.3.

import { invalid, nonNegative, notSupported, required } from '../../../fieldErrors.ts';
import { sortedMap } from '../../../goJson.ts';
import { matchesSelector } from '../../../labels.ts';
import type { FieldError, Labels } from '../../../meta.ts';
import { isDNS1123Subdomain, isLabelValue, isQualifiedName } from '../names.ts';
import type { ReplicationController } from '../objects.ts';
import {
  validateAnnotations,
  validateLabels,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from './metadata.ts';
import { validatePodSpec } from './pod.ts';
import { validatePodAnnotations } from './podAnnotations.ts';
import { validateReadOnlyDisks } from './volumes.ts';

type Spec = ReplicationController['spec'];

export function validateReplicationController(controller: ReplicationController): FieldError[] {
  return [
    ...validateObjectMeta(controller.metadata, true, isDNS1123Subdomain),
    ...validateSpec(controller.spec),
  ];
}

/** 1.3 validates an update as a new object first, so that most mistakes are named twice. */
export function validateReplicationControllerUpdate(
  controller: ReplicationController,
  old: ReplicationController,
): FieldError[] {
  const spec = validateSpec(controller.spec);
  return [
    ...validateObjectMeta(controller.metadata, true, isDNS1123Subdomain),
    ...spec,
    ...validateObjectMetaUpdate(controller.metadata, old.metadata),
    ...spec,
  ];
}

/** What 1.3 calls ValidateReplicationControllerUpdate. */
export function validateReplicationControllerChange(
  controller: ReplicationController,
  old: ReplicationController,
): FieldError[] {
  return [
    ...validateObjectMetaUpdate(controller.metadata, old.metadata),
    ...validateSpec(controller.spec),
  ];
}

export function validateReplicationControllerStatusUpdate(
  controller: ReplicationController,
  old: ReplicationController,
): FieldError[] {
  const { replicas, fullyLabeledReplicas, observedGeneration } = controller.status;
  return [
    ...validateObjectMetaUpdate(controller.metadata, old.metadata),
    ...nonNegative(replicas, 'status.replicas'),
    ...nonNegative(fullyLabeledReplicas, 'status.fullyLabeledReplicas'),
    ...nonNegative(observedGeneration, 'status.observedGeneration'),
  ];
}

function validateSpec(spec: Spec): FieldError[] {
  return [
    ...(isSelecting(spec.selector) ? [] : [required('spec.selector')]),
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...validateTemplate(spec),
  ];
}

/** A selector with a pair that cannot be a label selects nothing, and so is as good as none in 1.3. */
function isSelecting(selector: Labels | undefined): selector is Labels {
  const pairs = Object.entries(selector ?? {});
  return (
    pairs.length > 0 &&
    pairs.every(
      ([key, value]) => isQualifiedName(key).length === 0 && isLabelValue(value).length === 0,
    )
  );
}

function validateTemplate({ template, selector, replicas }: Spec): FieldError[] {
  const path = 'spec.template';
  if (!template) return [required(path)];
  const { metadata, spec } = template;
  const { labels, annotations } = metadata;
  const isMismatched = isSelecting(selector) && !matchesSelector(selector, labels);
  const mismatch = '`selector` does not match template `labels`';
  return [
    ...(isMismatched
      ? [invalid(`${path}.metadata.labels`, sortedMap(labels) ?? null, mismatch)]
      : []),
    ...validateLabels(labels, `${path}.labels`),
    ...validateAnnotations(annotations, `${path}.annotations`),
    ...validatePodAnnotations(annotations, `${path}.annotations`),
    ...validatePodSpec(spec, `${path}.spec`),
    ...(replicas > 1 ? validateReadOnlyDisks(spec.volumes ?? [], `${path}.spec.volumes`) : []),
    ...(spec.restartPolicy === 'Always'
      ? []
      : [notSupported(`${path}.spec.restartPolicy`, spec.restartPolicy, ['Always'])]),
  ];
}
