// URLs as curl 7.29 takes them apart.

export interface Target {
  readonly url: string;
  readonly scheme: string;
  readonly user?: string;
  readonly host: string;
  readonly port: number;
  /** The port was written down. */
  readonly hasPort: boolean;
  readonly path: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The parts of a URL, or curl's exit code and complaint. */
export function parseTarget(
  url: string,
): Target | { readonly exit: number; readonly text: string } {
  const [, scheme = 'http', rest = ''] =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?([^]*)$/.exec(url) ?? [];
  const [, authority = '', tail = ''] = /^([^/?#]*)([^#]*)/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  const [, host = '', port] = /^(.*?)(?::(\d*))?$/.exec(place) ?? [];
  const lower = scheme.toLowerCase();
  if (!(lower in PORTS)) {
    return { exit: 1, text: `Protocol ${lower} not supported or disabled in libcurl` };
  }
  if (host === '' || /\s/.test(host)) return { exit: 3, text: '<url> malformed' };
  if (Number(port ?? 0) > 65_535) return { exit: 3, text: `Port number too large: ${port}` };
  const shown = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(url) ? url : `${lower.toUpperCase()}://${url}`;
  return {
    url: tail.startsWith('/') ? shown : `${shown}/`,
    scheme: lower,
    ...(at >= 0 ? { user: authority.slice(0, at) } : {}),
    host,
    port: port ? Number(port) : (PORTS[lower] ?? 80),
    hasPort: Boolean(port) && Number(port) !== PORTS[lower],
    path: tail.startsWith('/') ? tail : `/${tail}`,
  };
}

/** Where a Location header leads from a URL. */
export function resolveLocation(
  { scheme, host, port, hasPort, path }: Target,
  location: string,
): string {
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(location)) return location;
  const origin = `${scheme}://${host}${hasPort ? `:${port}` : ''}`;
  if (location.startsWith('/')) return origin + location;
  return `${origin}${path.replace(/\?.*/, '').replace(/[^/]*$/, '')}${location}`;
}

/** The URLs of {a,b} and [1-3]; the URL itself when it has none. */
export function globURL(url: string): readonly string[] {
  const found = /\{([^{}]*)\}|\[(\d+)-(\d+)(?::(\d+))?\]|\[([a-z])-([a-z])\]/i.exec(url);
  if (!found) return [url];
  const [whole, list, low, high, step, first, last] = found;
  const choices =
    list !== undefined
      ? list.split(',')
      : low !== undefined && high !== undefined
        ? numbers(low, high, Number(step ?? 1))
        : letters(first ?? '', last ?? '');
  const before = url.slice(0, found.index);
  const after = url.slice(found.index + whole.length);
  return choices
    .flatMap((choice) => globURL(after).map((rest) => before + choice + rest))
    .slice(0, 1000);
}

function numbers(low: string, high: string, step: number): string[] {
  const count = Math.min(1000, Math.floor((Number(high) - Number(low)) / Math.max(1, step)) + 1);
  const width = low.startsWith('0') ? low.length : 0;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    String(Number(low) + index * Math.max(1, step)).padStart(width, '0'),
  );
}

function letters(first: string, last: string): string[] {
  const count = last.charCodeAt(0) - first.charCodeAt(0) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    String.fromCharCode(first.charCodeAt(0) + index),
  );
}
