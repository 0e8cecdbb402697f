// How programs write the time into their logs.

import { formatCtime, formatTimestamp } from '../api/calendar.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

interface Clock {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** 12:00:05. */
  readonly time: string;
  /** 12:00:05.123. */
  readonly exactTime: string;
}

export function clockAt(ms: number): Clock {
  const [date = '', rest = ''] = formatTimestamp(ms).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const time = rest.slice(0, 8);
  return {
    day,
    month: MONTHS[Number(month) - 1] ?? '',
    year,
    time,
    exactTime: `${time}.${String(Math.floor(ms) % 1000).padStart(3, '0')}`,
  };
}

/** As `date` prints it: Fri Jul  1 12:00:05 UTC 2016. */
export function formatDate(ms: number): string {
  return formatCtime(ms).replace(/ (\d{4})$/, ' UTC $1');
}
