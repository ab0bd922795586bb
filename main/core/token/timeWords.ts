const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const withRest = (count: number, unit: string, rest: number, restUnit: string): string =>
  rest === 0 ? `${count} ${unit}` : `${count} ${unit} ${rest} ${restUnit}`;

const days = (count: number): string => (count === 1 ? 'day' : 'days');

/** `22 Nov 2026, 11:43:26 UTC`; English on every machine, so that two people can compare what they see. */
export function instantInWords(epochMs: number): string {
  const date = new Date(epochMs);
  const month = MONTHS[date.getUTCMonth()];
  if (month === undefined) return 'a time that no calendar has';
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':');
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}, ${clock} UTC`;
}

/** A length of time, rounded down to at most two units: `42 min`, `1 h 5 min`, `3 days 4 h`. The sign is ignored. */
export function durationInWords(ms: number): string {
  const length = Math.abs(ms);
  const whole = (unit: number): number => Math.floor(length / unit);
  if (length < SECOND) return 'less than a second';
  if (length < MINUTE) return `${whole(SECOND)} s`;
  if (length < 5 * MINUTE) return withRest(whole(MINUTE), 'min', Math.floor((length % MINUTE) / SECOND), 's');
  if (length < HOUR) return `${whole(MINUTE)} min`;
  if (length < DAY) return withRest(whole(HOUR), 'h', Math.floor((length % HOUR) / MINUTE), 'min');
  if (length < 7 * DAY) return withRest(whole(DAY), days(whole(DAY)), Math.floor((length % DAY) / HOUR), 'h');
  if (length < 2 * YEAR) return `${whole(DAY)} days`;
  return `${whole(YEAR)} years`;
}

/** `in 42 min`, `42 min ago` or `now`. */
export function distanceInWords(epochMs: number, now: number): string {
  const distance = epochMs - now;
  if (Math.abs(distance) < SECOND) return 'now';
  return distance > 0 ? `in ${durationInWords(distance)}` : `${durationInWords(distance)} ago`;
}

/** `22 Nov 2026, 11:43:26 UTC, in 42 min`. */
export function instantWithDistance(epochMs: number, now: number): string {
  return `${instantInWords(epochMs)}, ${distanceInWords(epochMs, now)}`;
}
