// Whom a selector finds.

import { formatLabels, matchesSelector } from '../../../cluster/api/labels.ts';
import type { TextObject } from '../manifestText.ts';
import { nearest } from '../nearest.ts';
import type { Fix } from '../problem.ts';
import type { PodSource } from '../around.ts';
import type { Finding, Rule } from '../rule.ts';

export const selectorMatchesNothing: Rule = {
  name: 'selectorMatchesNothing',
  severity: 'warning',
  kinds: ['Service'],
  find(object, { around }) {
    const selector = (object.is('Service') && object.object?.spec.selector) || {};
    if (Object.keys(selector).length === 0) return [];
    if (around.selected(object.namespace, selector).length > 0) return [];
    const near = around.pods.filter(({ namespace }) => namespace === object.namespace);
    const wrong = Object.keys(selector).filter(
      (key) => !near.some(({ labels }) => labels[key] === selector[key]),
    );
    if (wrong.length === 0) {
      return [
        {
          range: object.keyRangeOf(['spec', 'selector']),
          message: `No pod has all of ${formatLabels(selector)}: the Service gets no endpoints.`,
        },
      ];
    }
    return wrong.map((key) => notFound(object, key, selector[key] ?? '', near));
  },
};

function notFound(
  object: TextObject,
  key: string,
  value: string,
  pods: readonly PodSource[],
): Finding {
  const path = ['spec', 'selector', key];
  const values = [...new Set(pods.flatMap(({ labels }) => labels[key] ?? []))];
  const keys = [...new Set(pods.flatMap(({ labels }) => Object.keys(labels)))];
  const nearValue = nearest(value, values) ?? (values.length === 1 ? values[0] : undefined);
  const nearKey = values.length === 0 ? nearest(key, keys) : undefined;
  const meant =
    nearValue === undefined
      ? nearKey === undefined
        ? ''
        : `${nearKey}=${value}`
      : `${key}=${nearValue}`;
  const fixes: Fix[] =
    nearValue === undefined
      ? nearKey === undefined
        ? []
        : object.renameKey(path, nearKey)
      : object.set(path, nearValue);
  const question = meant === '' ? '' : ` Did you mean ${meant}?`;
  return {
    range: nearKey === undefined ? object.rangeOf(path) : object.keyRangeOf(path),
    message: `No pod has ${key}=${value}: the Service gets no endpoints.${question}`,
    fixes,
  };
}

export const controllersShareLabels: Rule = {
  name: 'controllersShareLabels',
  severity: 'warning',
  kinds: ['ReplicationController'],
  find(object, { around }) {
    const spec = object.is('ReplicationController') ? object.object?.spec : undefined;
    if (!spec?.selector || Object.keys(spec.selector).length === 0) return [];
    const other = around.pods.find(
      ({ namespace, controller, labels }) =>
        controller !== undefined &&
        controller !== object.name &&
        namespace === object.namespace &&
        matchesSelector(spec.selector, labels),
    );
    if (!other) return [];
    return [
      {
        range: object.has(['spec', 'selector'])
          ? object.keyRangeOf(['spec', 'selector'])
          : object.keyRangeOf(['spec', 'template', 'metadata', 'labels']),
        message: `${formatLabels(spec.selector)} also finds the pods of ReplicationController ${other.controller}: this one counts them as its own.`,
      },
    ];
  },
};
