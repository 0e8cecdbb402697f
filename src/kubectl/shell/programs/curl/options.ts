// The command line of curl 7.29.

type OptionKind =
  | 'switch'
  | 'value'
  /** Of a curl that does more than this one. */
  | 'unknown here';

interface OptionSpec {
  readonly letter?: string;
  readonly kind: OptionKind;
}

const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  basic: { kind: 'switch' },
  compressed: { kind: 'switch' },
  'connect-timeout': { kind: 'value' },
  cookie: { letter: 'b', kind: 'value' },
  'cookie-jar': { letter: 'c', kind: 'value' },
  data: { letter: 'd', kind: 'value' },
  'data-ascii': { kind: 'value' },
  'data-binary': { kind: 'value' },
  'data-urlencode': { kind: 'value' },
  fail: { letter: 'f', kind: 'switch' },
  form: { letter: 'F', kind: 'unknown here' },
  get: { letter: 'G', kind: 'switch' },
  globoff: { letter: 'g', kind: 'switch' },
  head: { letter: 'I', kind: 'switch' },
  header: { letter: 'H', kind: 'value' },
  help: { letter: 'h', kind: 'switch' },
  'http1.0': { letter: '0', kind: 'switch' },
  include: { letter: 'i', kind: 'switch' },
  insecure: { letter: 'k', kind: 'switch' },
  interface: { kind: 'unknown here' },
  ipv4: { letter: '4', kind: 'switch' },
  location: { letter: 'L', kind: 'switch' },
  'max-redirs': { kind: 'value' },
  'max-time': { letter: 'm', kind: 'value' },
  noproxy: { kind: 'value' },
  output: { letter: 'o', kind: 'value' },
  'progress-bar': { letter: '#', kind: 'switch' },
  proxy: { letter: 'x', kind: 'unknown here' },
  range: { letter: 'r', kind: 'unknown here' },
  referer: { letter: 'e', kind: 'value' },
  'remote-name': { letter: 'O', kind: 'switch' },
  request: { letter: 'X', kind: 'value' },
  resolve: { kind: 'value' },
  retry: { kind: 'value' },
  'retry-delay': { kind: 'value' },
  'show-error': { letter: 'S', kind: 'switch' },
  silent: { letter: 's', kind: 'switch' },
  trace: { kind: 'unknown here' },
  'upload-file': { letter: 'T', kind: 'unknown here' },
  url: { kind: 'value' },
  user: { letter: 'u', kind: 'value' },
  'user-agent': { letter: 'A', kind: 'value' },
  verbose: { letter: 'v', kind: 'switch' },
  version: { letter: 'V', kind: 'switch' },
  'write-out': { letter: 'w', kind: 'value' },
  cacert: { kind: 'value' },
  cert: { letter: 'E', kind: 'value' },
  key: { kind: 'value' },
  'no-buffer': { letter: 'N', kind: 'switch' },
};

const HINT = "curl: try 'curl --help' or 'curl --manual' for more information\n";

export interface CurlOptions {
  readonly urls: readonly string[];
  has(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

/** The options of a command line, or everything that curl prints about its mistake. */
export function parseCurl(words: readonly string[]): CurlOptions | string {
  const found = new Map<string, string[]>();
  const urls: string[] = [];
  const queue = [...words];
  let isOver = false;
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (isOver || !word.startsWith('-') || word === '-') urls.push(word);
    else if (word === '--') isOver = true;
    else {
      const problem = word.startsWith('--') ? readLong(word) : readShort(word);
      if (problem !== undefined) return `curl: ${problem}\n${HINT}`;
    }
  }
  const all = [...(found.get('url') ?? []), ...urls];
  const wantsText = found.has('help') || found.has('version');
  if (words.length === 0) return HINT;
  if (all.length === 0 && !wantsText) return `curl: no URL specified!\n${HINT}`;
  return {
    urls: all,
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
  };

  function readLong(word: string): string | undefined {
    const name = word.slice(2);
    const isOff = name.startsWith('no-') && !(name in OPTIONS);
    const wanted = isOff ? name.slice(3) : name;
    const names = Object.keys(OPTIONS).filter((each) => each.startsWith(wanted));
    const full = names.includes(wanted) ? wanted : names.length === 1 ? names[0] : undefined;
    if (full === undefined) {
      return `option ${word}: is ${names.length > 1 ? 'ambiguous' : 'unknown'}`;
    }
    if (isOff) {
      found.delete(full);
      return undefined;
    }
    return keep(full, word, undefined);
  }

  function readShort(word: string): string | undefined {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? '';
      const name = Object.keys(OPTIONS).find((each) => OPTIONS[each]?.letter === letter);
      if (name === undefined) return `option ${word}: is unknown`;
      const tail = word.slice(at + 1);
      const isSwitch = OPTIONS[name]?.kind === 'switch';
      const problem = keep(name, `-${letter}`, isSwitch || tail === '' ? undefined : tail);
      if (problem !== undefined || !isSwitch) return problem;
    }
    return undefined;
  }

  function keep(name: string, shown: string, given: string | undefined): string | undefined {
    const { kind } = OPTIONS[name] ?? { kind: 'switch' };
    if (kind === 'unknown here') return `this playground's curl does not know --${name}`;
    const value = kind === 'switch' ? '' : (given ?? queue.shift());
    if (value === undefined) return `option ${shown}: requires parameter`;
    found.set(name, [...(found.get(name) ?? []), value]);
    return undefined;
  }
}
