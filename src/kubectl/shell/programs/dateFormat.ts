// The formats of date: +%F, +%s and their like, in UTC.

import { formatCtime, formatTimestamp, parseTimestamp } from '../../../cluster/api/calendar.ts';

const EPOCH_MS = -parseTimestamp('1970-01-01T00:00:00Z');

const DAYS: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};

const MONTHS: Readonly<Record<string, string>> = {
  Jan: 'January',
  Feb: 'February',
  Mar: 'March',
  Apr: 'April',
  May: 'May',
  Jun: 'June',
  Jul: 'July',
  Aug: 'August',
  Sep: 'September',
  Oct: 'October',
  Nov: 'November',
  Dec: 'December',
};

export function formatDate(format: string, ms: number): string {
  return format.replace(/%(-?)([a-zA-Z%])/g, (directive, flag: string, letter: string) => {
    const text = directiveOf(letter, ms) ?? directive;
    return flag === '-' ? text.replace(/^[0 ]+(?=\d)/, '') : text;
  });
}

function directiveOf(letter: string, ms: number): string | undefined {
  const [day = '', month = ''] = formatCtime(ms).split(/ +/);
  const iso = formatTimestamp(ms);
  const [, year = '', monthNumber = '', date = '', hour = '', minute = '', second = ''] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)Z$/.exec(iso) ?? [];
  const hour12 = String(((Number(hour) + 11) % 12) + 1).padStart(2, '0');
  const half = Number(hour) < 12 ? 'AM' : 'PM';
  const whole = (format: string) => formatDate(format, ms);
  const texts: Readonly<Record<string, () => string>> = {
    '%': () => '%',
    a: () => day,
    A: () => DAYS[day] ?? day,
    b: () => month,
    h: () => month,
    B: () => MONTHS[month] ?? month,
    c: () => whole('%a %d %b %Y %I:%M:%S %p %Z'),
    C: () => year.slice(0, 2),
    d: () => date,
    D: () => whole('%m/%d/%y'),
    e: () => String(Number(date)).padStart(2),
    F: () => `${year}-${monthNumber}-${date}`,
    H: () => hour,
    I: () => hour12,
    j: () => dayOfYear(year, iso),
    k: () => String(Number(hour)).padStart(2),
    l: () => String(Number(hour12)).padStart(2),
    m: () => monthNumber,
    M: () => minute,
    n: () => '\n',
    N: () => `${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}000000`,
    p: () => half,
    P: () => half.toLowerCase(),
    r: () => whole('%I:%M:%S %p'),
    R: () => `${hour}:${minute}`,
    s: () => String(Math.floor((ms + EPOCH_MS) / 1000)),
    S: () => second,
    t: () => '\t',
    T: () => `${hour}:${minute}:${second}`,
    u: () => String(Object.keys(DAYS).indexOf(day) + 1),
    w: () => String((Object.keys(DAYS).indexOf(day) + 1) % 7),
    x: () => whole('%m/%d/%Y'),
    X: () => whole('%I:%M:%S %p'),
    y: () => year.slice(2),
    Y: () => year,
    z: () => '+0000',
    Z: () => 'UTC',
  };
  return texts[letter]?.();
}

function dayOfYear(year: string, iso: string): string {
  const days = (parseTimestamp(iso) - parseTimestamp(`${year}-01-01T00:00:00Z`)) / 86_400_000;
  return String(Math.floor(days) + 1).padStart(3, '0');
}
