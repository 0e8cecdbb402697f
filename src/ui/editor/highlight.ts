// The colours of YAML for the light editor, line by line: keys, numbers and words, strings, comments.

export interface Piece {
  readonly text: string;
  readonly kind?: 'key' | 'value' | 'number' | 'comment';
}

export function highlightLine(line: string): Piece[] {
  const [, indent = '', key, gap = '', rest = ''] =
    /^(\s*(?:- +)*)(?:([^\s#'"{[][^:#]*?)(:(?:\s+|$)))?(.*)$/.exec(line) ?? [];
  const comment = /(^|\s)#.*$/.exec(rest);
  const value = comment ? rest.slice(0, comment.index) : rest;
  const pieces: Piece[] = [
    { text: indent },
    ...(key === undefined ? [] : [{ text: key, kind: 'key' } as const, { text: gap }]),
    { text: value, kind: kindOf(value.trim()) },
    { text: comment?.[0] ?? '', kind: 'comment' },
  ];
  return pieces.filter(({ text }) => text !== '');
}

function kindOf(value: string): 'number' | 'value' {
  return /^(-?\d[\d.]*|true|false|null|~)$/.test(value) ? 'number' : 'value';
}
