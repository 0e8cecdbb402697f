// How bash writes a text so that it would read it back.

/** printf %q: a backslash before every character that means something. */
export function escapeForShell(text: string): string {
  if (text === '') return "''";
  // oxlint-disable-next-line no-control-regex
  if (/[\x00-\x1f]/.test(text)) return quoteForShell(text);
  return text.replace(/[^A-Za-z0-9_@%+=:./\x80-\uffff-]/g, '\\$&');
}

export function quoteForShell(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  // oxlint-disable-next-line no-control-regex
  if (/[\x00-\x1f]/.test(text)) {
    const escaped = text
      .replace(/[\\']/g, '\\$&')
      .replace(/\n/g, '\\n')
      .replace(/\t/g, '\\t')
      .replace(/\r/g, '\\r');
    return `$'${escaped}'`;
  }
  return text === '' ? '' : `'${text.replace(/'/g, "'\\''")}'`;
}
