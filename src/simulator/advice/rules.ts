// The kinds of advice.

import type { Rule } from './rule.ts';
import { clusterIPIsNotFree, nodePortIsNotFree } from './rules/addresses.ts';
import {
  endpointsAreOverwritten,
  endpointsPortName,
  endpointsWithoutService,
  serviceWithoutEndpoints,
} from './rules/endpoints.ts';
import {
  namespaceIsNotThere,
  noReplicas,
  sameObjectTwice,
  statusIsDropped,
} from './rules/objects.ts';
import { containerPortIsInformation, imageIsNotThere, nothingListens } from './rules/ports.ts';
import { controllersShareLabels, selectorMatchesNothing } from './rules/selectors.ts';

export const rules: readonly Rule[] = [
  selectorMatchesNothing,
  controllersShareLabels,
  nothingListens,
  containerPortIsInformation,
  imageIsNotThere,
  endpointsWithoutService,
  serviceWithoutEndpoints,
  endpointsAreOverwritten,
  endpointsPortName,
  nodePortIsNotFree,
  clusterIPIsNotFree,
  sameObjectTwice,
  namespaceIsNotThere,
  statusIsDropped,
  noReplicas,
];
