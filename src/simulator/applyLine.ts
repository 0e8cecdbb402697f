/** What Apply types: the name of the file is quoted where a shell would take it apart. */
export function applyLine(path: string): string {
  const isPlain = /^[\w./:@%+,][\w./:@%+,-]*$/.test(path);
  return `kubectl apply -f ${isPlain ? path : `'${path.replaceAll("'", `'\\''`)}'`}`;
}
