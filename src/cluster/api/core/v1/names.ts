// The shapes that names, labels and values must have, with the texts of Kubernetes 1.3 (pkg/util/validation).

import { byteLength } from '../../goJson.ts';

/** A rule says what is wrong with a text; an empty list is right. */
export type NameRule = (text: string) => string[];

const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

export const isDNS952Label = shape(
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  "(e.g. 'my-name' or 'abc-123')",
  24,
);

export const isDNS1123Label = shape(
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?',
  "(e.g. 'my-name' or '123-abc')",
  63,
);

export const isDNS1123Subdomain = shape(
  String.raw`[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*`,
  "(e.g. 'example.com')",
  253,
);

export const isLabelValue = shape(
  `(${QUALIFIED})?`,
  "(e.g. 'MyValue' or 'my_value' or '12345')",
  63,
);

export const isCIdentifier = shape(
  '[A-Za-z_][A-Za-z0-9_]*',
  "(e.g. 'my_name' or 'MY_NAME' or 'MyName')",
);

export const isHTTPHeaderName = shape('[-A-Za-z0-9]+', "(e.g. 'X-Header-Name')");

const isQualifiedPart = shape(QUALIFIED, "(e.g. 'MyName' or 'my.name' or '123-abc')", 63);

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
  return isBetween(port, 1, 65535);
}

/** A user or group id. */
export function isUnixId(id: number): string[] {
  return isBetween(id, 0, 2_147_483_647);
}

function isBetween(value: number, least: number, most: number): string[] {
  return value >= least && value <= most ? [] : [mustBeBetween(least, most)];
}

export function mustBeBetween(least: number, most: number): string {
  return `must be between ${least} and ${most}, inclusive`;
}

/** The key of a label or annotation: `name`, or `prefix/name`. */
export function isQualifiedName(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `must match the regex ${QUALIFIED} (e.g. 'MyName' or 'my.name' or '123-abc') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName'`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const prefixErrors =
    prefix === undefined ? [] : prefix === '' ? ['must be non-empty'] : isDNS1123Subdomain(prefix);
  const nameErrors = [...(name === '' ? ['must be non-empty'] : []), ...isQualifiedPart(name)];
  return [
    ...prefixErrors.map((error) => `prefix part ${error}`),
    ...nameErrors.map((error) => `name part ${error}`),
  ];
}

function shape(pattern: string, example: string, most = Infinity): NameRule {
  const whole = new RegExp(`^(?:${pattern})$`);
  return (text) => {
    const isTooLong = text.length > most || (text.length * 3 > most && byteLength(text) > most);
    if (!isTooLong && whole.test(text)) return [];
    return [
      ...(isTooLong ? [`must be no more than ${most} characters`] : []),
      ...(whole.test(text) ? [] : [`must match the regex ${pattern} ${example}`]),
    ];
  };
}
