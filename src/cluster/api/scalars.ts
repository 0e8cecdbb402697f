// What numbers and times may be in an API object.

export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 0x7fffffff;
}

/** RFC 3339. */
export function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/.test(text);
}
