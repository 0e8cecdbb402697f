// Field selectors by path, such as metadata.name=x,involvedObject.uid=y.

/** A predicate of a field selector's text. */
export function parseFieldSelector(text: string): (object: unknown) => boolean {
  const terms = text
    .split(',')
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^([^!=]+)(==|=|!=)(.*)$/.exec(term);
      return {
        path: (match?.[1] ?? '').split('.'),
        isEqual: match?.[2] !== '!=',
        value: match?.[3] ?? '',
      };
    });
  return (object) =>
    terms.every(({ path, isEqual, value }) => {
      const found = path.reduce<unknown>(
        (at, part) =>
          typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined,
        object,
      );
      const text = typeof found === 'string' ? found : '';
      return (text === value) === isEqual;
    });
}
