// IP addresses and ranges, as Go's net.ParseIP and net.ParseCIDR read them.

/** The 16-bit groups of an address (IPv4 as ::ffff:a.b.c.d); undefined when it is none. */
function parseIP(text: string): readonly number[] | undefined {
  return text.includes(':') ? parseIPv6(text) : parseIPv4(text);
}

export function isIP(text: string): boolean {
  return parseIP(text) !== undefined;
}

export function isIPv4(text: string): boolean {
  return parseIPv4(text) !== undefined;
}

/** True for `address/bits`. */
export function isCIDR(text: string): boolean {
  const slash = text.indexOf('/');
  const address = text.slice(0, Math.max(0, slash));
  const bits = text.slice(slash + 1);
  return (
    slash > 0 &&
    /^\d{1,3}$/.test(bits) &&
    Number(bits) <= (address.includes(':') ? 128 : 32) &&
    isIP(address)
  );
}

/** Why an address cannot be an endpoint or an external IP, as Kubernetes 1.3 says it. */
export function isUsableIP(text: string): string[] {
  const groups = parseIP(text);
  if (!groups) return ['must be a valid IP address'];
  const isIPv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const first = isIPv4 ? (groups[6] ?? 0) : (groups[0] ?? 0);
  const errors: string[] = [];
  const isLoopback = isIPv4
    ? first >> 8 === 127
    : groups.every((group, index) => group === (index === 7 ? 1 : 0));
  if (isLoopback) errors.push('may not be in the loopback range (127.0.0.0/8)');
  if (isIPv4 ? first === 0xa9fe : (first & 0xffc0) === 0xfe80) {
    errors.push('may not be in the link-local range (169.254.0.0/16)');
  }
  const isMulticast = isIPv4
    ? first === 0xe000 && (groups[7] ?? 0) >> 8 === 0
    : (first & 0xff0f) === 0xff02;
  if (isMulticast) errors.push('may not be in the link-local multicast range (224.0.0.0/24)');
  return errors;
}

function parseIPv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const isRight =
    parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
  if (!isRight) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d];
}

function parseIPv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half) => (half === '' ? [] : groupsOf(half)));
  if (!before) return undefined;
  if (halves.length === 1) return before.length === 8 ? before : undefined;
  if (!after || before.length + after.length > 7) return undefined;
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after];
}

function groupsOf(text: string): number[] | undefined {
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const embedded = index === parts.length - 1 && part.includes('.') ? parseIPv4(part) : undefined;
    if (embedded) groups.push(...embedded.slice(6));
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
