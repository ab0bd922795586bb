/** A user of the practice application; a type, so that it has an index signature for the SOAP writer. */
export type ApiUser = { userId: string; firstName: string; lastName: string; userType: string; status: string };

export function createUsers(): Map<string, ApiUser> {
  const names = [
    ['Jane', 'Doe'],
    ['Sam', 'Lee'],
    ['Ines', 'Moreau'],
    ['Tomasz', 'Nowak'],
    ['Aiko', 'Tanaka'],
  ] as const;
  return new Map(
    names.map(([firstName, lastName], index) => {
      const userId = `U${String(index + 1).padStart(5, '0')}`;
      return [userId, { userId, firstName, lastName, userType: 'Base User', status: 'Active' }];
    }),
  );
}

const QUARTER_HOUR_MS = 900_000;
const FIRST_READING_MS = Date.UTC(2026, 0, 1);

/** Quarter-hourly readings, about 1 MB as JSON: something to try the viewer with. The same at each call. */
export function createReadings(count = 9_600): unknown {
  const items = Array.from({ length: count }, (_, index) => ({
    measuringComponentId: 'MC-100200300',
    readAt: new Date(FIRST_READING_MS + index * QUARTER_HOUR_MS).toISOString(),
    quantity: Number((1.2 + Math.sin(index / 15)).toFixed(3)),
    unit: 'kWh',
  }));
  return { count, items };
}
