// The browser's storage, which may be forbidden or full: then the page works on without it and says so once.

export type StorageFailure = 'full' | 'forbidden';

export function readText(area: 'localStorage' | 'sessionStorage', key: string): string | undefined {
  try {
    return globalThis[area].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, or removes it; says why it could not. */
export function writeText(
  area: 'localStorage' | 'sessionStorage',
  key: string,
  text: string | undefined,
): StorageFailure | undefined {
  try {
    if (text === undefined) globalThis[area].removeItem(key);
    else globalThis[area].setItem(key, text);
    return undefined;
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError'
      ? 'full'
      : 'forbidden';
  }
}
