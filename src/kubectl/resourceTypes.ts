// What people call resources: `rc`, `pods`, `svc/webapp`, `rc,svc`, `all`.

import { resources, type Resource } from '../cluster/api/kinds.ts';

const ALL = ['replicationcontrollers', 'services', 'pods'];

/** A type by plural, singular or short name, in any case. */
export function findResource(text: string): Resource | undefined {
  const wanted = text.toLowerCase();
  return resources.find(({ plural, aliases }) => plural === wanted || aliases.includes(wanted));
}

/** Of TYPE[,TYPE]: each once, and `all` for what it stands for. */
export function splitTypes(text: string): string[] {
  return [...new Set(text.split(',').flatMap((each) => (each === 'all' ? ALL : [each])))];
}

/** As result lines name a kind: replicationcontroller "webapp" created. */
export function singularOf({ kind }: Resource): string {
  return kind.toLowerCase();
}
