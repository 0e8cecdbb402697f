// What people call resources: `rc`, `pods`, `svc/webapp`, `rc,svc`, `all`.

import { resources, type Resource } from '../cluster/api/kinds.ts';

/** One thing named on the command line; without a name all of its type. */
export interface Named {
  readonly resource: Resource;
  readonly name?: string;
}

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

/** TYPE[,TYPE] [NAME...] or TYPE/NAME ...; or what is wrong with it. */
export function parseNamed(words: readonly string[]): Named[] | string {
  if (words.some((word) => word.includes('/'))) return parseSlashed(words);
  const [types = '', ...names] = words;
  const found: Resource[] = [];
  for (const type of splitTypes(types)) {
    const resource = findResource(type);
    if (!resource) return `the server doesn't have a resource type "${type}"`;
    if (!found.includes(resource)) found.push(resource);
  }
  return found.flatMap((resource): Named[] =>
    names.length === 0 ? [{ resource }] : names.map((name) => ({ resource, name })),
  );
}

function parseSlashed(words: readonly string[]): Named[] | string {
  const named: Named[] = [];
  for (const word of words) {
    const [type = '', name = '', ...more] = word.split('/');
    if (more.length > 0 || name === '' || type === '') {
      return word.includes('/')
        ? `error: arguments in resource/name form may not have more than one slash`
        : `error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'`;
    }
    const resource = findResource(type);
    if (!resource) return `the server doesn't have a resource type "${type}"`;
    named.push({ resource, name });
  }
  return named;
}

/** As result lines name a kind: replicationcontroller "webapp" created. */
export function singularOf({ kind }: Resource): string {
  return kind.toLowerCase();
}
