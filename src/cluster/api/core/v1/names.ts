// The shapes that names, labels and addresses must have, with the texts of Kubernetes 1.3 (pkg/util/validation).

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_952 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const DNS_SUBDOMAIN = String.raw`[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

/** A rule says what is wrong with a text; an empty list is right. */
export type NameRule = (text: string) => string[];

export const isDNS952Label: NameRule = (text) =>
  check(text, DNS_952, 24, "(e.g. 'my-name' or 'abc-123')");

export const isDNS1123Label: NameRule = (text) =>
  check(text, DNS_LABEL, 63, "(e.g. 'my-name' or '123-abc')");

export const isDNS1123Subdomain: NameRule = (text) =>
  check(text, DNS_SUBDOMAIN, 253, "(e.g. 'example.com')");

/** A port name: IANA_SVC_NAME. */
export function isPortName(text: string): string[] {
  const isRight =
    text.length <= 15 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])*$/.test(text) &&
    /[a-z]/.test(text) &&
    !text.includes('--');
  return isRight
    ? []
    : [
        'must be an IANA_SVC_NAME (at most 15 characters, matching regex [a-z0-9]([a-z0-9-]*[a-z0-9])*, it must contain at least one letter [a-z], and hyphens cannot be adjacent to other hyphens): e.g. "http"',
      ];
}

export function isPortNumber(port: number): string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

export function isLabelValue(text: string): string[] {
  return check(text, `(${QUALIFIED})?`, 63, "(e.g. 'MyValue' or 'my_value' or '12345')");
}

export function isQualifiedName(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `must match the regex ${QUALIFIED} (e.g. 'MyName' or 'my.name' or '123-abc') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const errors: string[] = [];
  if (prefix !== undefined) {
    errors.push(
      ...(prefix === '' ? ['must be non-empty'] : isDNS1123Subdomain(prefix)).map(
        (error) => `prefix part ${error}`,
      ),
    );
  }
  const nameErrors =
    name === ''
      ? ['must be non-empty']
      : check(name, QUALIFIED, 63, "(e.g. 'MyName' or 'my.name' or '123-abc')");
  return [...errors, ...nameErrors.map((error) => `name part ${error}`)];
}

/** True for dotted IPv4. (IPv6 is not in this cluster.) */
export function isIPv4(text: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255)
  );
}

/** Addresses that cannot be an endpoint or an external IP. */
export function isUsableIP(text: string): string[] {
  if (!isIPv4(text) || text === '0.0.0.0') return ['must be a valid IP address'];
  if (text.startsWith('127.')) return ['may not be in the loopback range (127.0.0.0/8)'];
  if (text.startsWith('169.254.')) return ['may not be in the link-local range (169.254.0.0/16)'];
  if (text.startsWith('224.0.0.')) {
    return ['may not be in the link-local multicast range (224.0.0.0/24)'];
  }
  return [];
}

function check(text: string, pattern: string, most: number, example: string): string[] {
  const errors: string[] = [];
  if (text.length > most) errors.push(`must be no more than ${most} characters`);
  if (!new RegExp(`^(?:${pattern})$`).test(text)) {
    errors.push(`must match the regex ${pattern} ${example}`);
  }
  return errors;
}
