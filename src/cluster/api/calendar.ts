// Calendar arithmetic of virtual time: time zero is 2016-07-01T12:00:00Z.

import type { Timestamp } from './meta.ts';

/** 2016-07-01T12:00:00Z, in ms since 1970. */
export const EPOCH_MS = 1_467_374_400_000;
const DAY_MS = 86_400_000;
const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'] as const; // 1970-01-01 was a Thursday.
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Timestamps by their second: the same few are written into many objects, which then share one text. Only a memo. */
const timestamps = new Map<number, Timestamp>();
const MOST_REMEMBERED = 1000;

/** Virtual ms as the API server prints it, to the second. */
export function formatTimestamp(ms: number): Timestamp {
  const second = Math.floor(ms / 1000);
  const known = timestamps.get(second);
  if (known !== undefined) return known;
  const text = newTimestamp(ms);
  if (timestamps.size >= MOST_REMEMBERED) timestamps.clear();
  timestamps.set(second, text);
  return text;
}

function newTimestamp(ms: number): Timestamp {
  const { year, month, day, hour, minute, second } = civilOf(ms);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
}

/** Virtual ms of a timestamp; NaN when it is none. */
export function parseTimestamp(text: Timestamp): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(text);
  if (!match) return Number.NaN;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const days = daysFromCivil(year ?? 0, month ?? 0, day ?? 0);
  return (
    days * DAY_MS + (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 - EPOCH_MS
  );
}

/** As describe prints times: Fri, 01 Jul 2016 12:19:06 +0000. */
export function formatRFC1123(ms: number): string {
  const { year, month, day, weekday, hour, minute, second } = civilOf(ms);
  const clock = `${two(hour)}:${two(minute)}:${two(second)}`;
  return `${weekday}, ${two(day)} ${MONTHS[month - 1]} ${year} ${clock} +0000`;
}

/** As ctime prints it: Fri Jul  1 12:00:05 2016. */
export function formatCtime(ms: number): string {
  const { year, month, day, weekday, hour, minute, second } = civilOf(ms);
  const clock = `${two(hour)}:${two(minute)}:${two(second)}`;
  return `${weekday} ${MONTHS[month - 1]} ${String(day).padStart(2)} ${clock} ${year}`;
}

function civilOf(ms: number): Civil {
  const total = Math.floor((ms + EPOCH_MS) / 1000);
  const days = Math.floor(total / 86_400);
  const rest = total - days * 86_400;
  // Days to year, month, day: years begin in March so that the leap day comes last.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    weekday: DAYS[((days % 7) + 7) % 7] ?? '',
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  };
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
