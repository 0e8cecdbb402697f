// Addresses and node ports that the API server gives out only once, and only from its ranges: it would say so in these words.

import { invalid, formatFieldError } from '../../../cluster/api/fieldErrors.ts';
import { isIP } from '../../../cluster/api/addresses.ts';
import { addressToNumber, parseRange } from '../../../cluster/apiserver/allocation.ts';
import type { Service } from '../../../cluster/api/core/v1/objects.ts';
import { parseFieldPath } from '../fieldPath.ts';
import type { TextObject } from '../manifestText.ts';
import type { Fix } from '../problem.ts';
import type { LiveCluster } from '../around.ts';
import type { Finding, Rule } from '../rule.ts';

export const nodePortIsNotFree: Rule = {
  name: 'nodePortIsNotFree',
  severity: 'error',
  kinds: ['Service'],
  find(object, { around: { live } }) {
    const spec = object.is('Service') ? object.object?.spec : undefined;
    if (!spec || spec.type === 'ClusterIP') return [];
    const [first, last] = live.nodePortRange;
    const taken = othersOf(object, live).flatMap((service) => service.spec.ports);
    return spec.ports.flatMap(({ nodePort }, index): Finding[] => {
      if (!nodePort) return [];
      const field = `spec.ports[${index}].nodePort`;
      const fixes = object.remove(parseFieldPath(field));
      if (nodePort < first || nodePort > last) {
        return [
          refused(
            object,
            { field, value: nodePort, fixes },
            `provided port is not in the valid range`,
            `${first}-${last}`,
          ),
        ];
      }
      return taken.some((port) => port.nodePort === nodePort)
        ? [refused(object, { field, value: nodePort, fixes }, 'provided port is already allocated')]
        : [];
    });
  },
};

export const clusterIPIsNotFree: Rule = {
  name: 'clusterIPIsNotFree',
  severity: 'error',
  kinds: ['Service'],
  find(object, { around: { live } }) {
    const spec = object.is('Service') ? object.object?.spec : undefined;
    const { clusterIP } = spec ?? {};
    if (!clusterIP || !isIP(clusterIP)) return [];
    const field = 'spec.clusterIP';
    const fixes = object.remove(['spec', 'clusterIP']);
    const own = live.list('Service').find((each) => isSame(each, object));
    const wanted = { field, value: clusterIP, fixes };
    if (own) {
      const isKept = own.spec.clusterIP === clusterIP || own.spec.clusterIP === 'None';
      return isKept ? [] : [refused(object, wanted, 'field is immutable')];
    }
    if (!isInRange(clusterIP, live.serviceClusterIPRange)) {
      const range = live.serviceClusterIPRange;
      return [refused(object, wanted, 'provided IP is not in the valid range', range)];
    }
    return othersOf(object, live).some((each) => each.spec.clusterIP === clusterIP)
      ? [refused(object, wanted, 'provided IP is already allocated')]
      : [];
  },
};

function refused(
  object: TextObject,
  { field, value, fixes }: { field: string; value: unknown; fixes: readonly Fix[] },
  detail: string,
  range?: string,
): Finding {
  const text = formatFieldError(invalid(field, value, detail));
  return {
    range: object.rangeOf(parseFieldPath(field)),
    message: range === undefined ? text : `${text} (${range})`,
    fixes,
  };
}

/** The first and the last address of a range are nobody's. */
function isInRange(address: string, range: string): boolean {
  const { base, size } = parseRange(range);
  const place = addressToNumber(address) - base;
  return place > 0 && place < size - 1;
}

function othersOf(object: TextObject, live: LiveCluster): Service[] {
  return live.list('Service').filter((each) => !isSame(each, object));
}

function isSame({ metadata }: Service, { name, namespace }: TextObject): boolean {
  return metadata.name === name && metadata.namespace === namespace;
}
