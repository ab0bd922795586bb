const two = (part: number): string => String(part).padStart(2, '0');

/** The local day of a moment (epoch milliseconds), in the form of a date field: `2027-01-31`. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last millisecond of a local day: what expires on a day is good all through it. Undefined for what is no day. */
export function endOfDay(day: string): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const end = new Date(Number(year), Number(month) - 1, Number(date), 23, 59, 59, 999);
  // 31 February would become a day of March.
  return dayOf(end.getTime()) === day ? end.getTime() : undefined;
}
