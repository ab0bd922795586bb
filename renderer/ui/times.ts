/** 3,723 s as `1:02:03`, 65 s as `1:05`. */
export function clockWords(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const UNITS: readonly [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** The largest two units at most: `2 h 5 min`, `42 min`, `8 s`. */
export function spanWords(milliseconds: number): string {
  let rest = Math.floor(Math.abs(milliseconds) / 1000);
  const first = UNITS.findIndex(([, size]) => rest >= size);
  if (first === -1) return '0 s';
  const parts: string[] = [];
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    // Seconds beside minutes only while there are few of them.
    if (count > 0 && !(name === 's' && parts.length > 0 && Math.abs(milliseconds) >= 600_000))
      parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

export function relativeWords(at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) < 1000) return 'now';
  return distance > 0 ? `in ${spanWords(distance)}` : `${spanWords(distance)} ago`;
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Local time in words, with UTC behind it, for hovering. */
export function exactWords(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'not a time' : `${exact.format(date)} (${date.toISOString()})`;
}

/** Local time in words alone, for a line that has no room to hover. */
export function dateWords(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'not a time' : exact.format(date);
}

export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
