/**
 * How many times a gate tries: its size in `npm test`, or what `npm run gates` or `GATE_<NAME>=<count>` asks for.
 */
export function gateSize(name: string, usual: number): number {
  const asked = process.env[`GATE_${name}`];
  if (asked === undefined) return usual;
  const count = Number(asked);
  if (!Number.isInteger(count) || count < 1) throw new Error(`GATE_${name} is not a count: ${asked}`);
  return count;
}

/** The numbers that a gate ends in, where a person who ran it sees them. */
export function reportGate(name: string, numbers: Record<string, number | string>): void {
  const facts = Object.entries(numbers).map(([what, value]) => `${value} ${what}`);
  process.stdout.write(`gate ${name}: ${facts.join(', ')}\n`);
}
