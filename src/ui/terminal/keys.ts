// Names of keys as readline's manual writes them: C-a, M-b.

/** The name of a pressed key; undefined for characters and keys that are the field's own. */
export function keyOf(event: React.KeyboardEvent): string | undefined {
  const { key, code, ctrlKey, altKey, shiftKey, metaKey } = event;
  if (metaKey) return undefined;
  if (ctrlKey && altKey) return undefined; // AltGr.
  if (ctrlKey) return key.length > 1 ? undefined : `C-${shiftKey ? 'S-' : ''}${key.toLowerCase()}`;
  // With Alt some keyboards type another character.
  if (altKey) return `M-${/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key}`;
  switch (key) {
    case 'ArrowUp':
      return shiftKey ? undefined : 'Up';
    case 'ArrowDown':
      return shiftKey ? undefined : 'Down';
    case 'Tab':
      return shiftKey ? 'S-Tab' : 'Tab';
    case 'Enter':
    case 'Escape':
      return key;
    default:
      return undefined;
  }
}
