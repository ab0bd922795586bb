import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { gateSize, reportGate } from '../../support/gates.ts';
import { PASSWORD, readFixture } from '../../support/vault/fixtures.ts';
import { realDeriveKey } from '../../support/vault/realDeriveKey.ts';
import {
  openEverything,
  outcomeOf,
  portsWith,
  remembering,
  withSum,
  type Attempt,
} from '../../support/vault/openFile.ts';
import { cheapDeriveKey } from '../../support/vault/options.ts';

const SPLICES = gateSize('SPLICES', 10_000);
const ports = portsWith(remembering(realDeriveKey));
const FIXTURES: [string, Attempt][] = [
  ['v1-empty.vault', { password: PASSWORD, ports }],
  ['v1-password.vault', { password: PASSWORD, ports }],
  ['v1-every-slot.vault', { password: PASSWORD, ports }],
  ['v1-os-recovery.vault', { ports }],
  ['v1-capsule.oavault', { password: PASSWORD, ports, magic: 'OACAPSULE' }],
];
const REFUSALS = ['vault.corrupt', 'vault.not-a-vault', 'vault.tampered', 'vault.too-new', 'vault.weak-parameters'];

/** What a file whose checksum was made right again may be refused as, besides. */
const LATER_REFUSALS = [...REFUSALS, 'vault.wrong-password', 'vault.keyring-unavailable', 'vault.keyring-stale'];

const total = { flips: 0, 'flips with a right checksum': 0, cuts: 0, splices: 0, accepted: 0, 'untyped errors': 0 };
afterAll(() => reportGate('codec', total));

const sumOf = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count);

async function tally(files: Iterable<Buffer>, attempt: Attempt): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const bytes of files) {
    const outcome = await outcomeOf(bytes, attempt);
    if (outcome === 'accepted') total.accepted += 1;
    if (outcome.startsWith('untyped')) total['untyped errors'] += 1;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

function* everyBitFlipped(bytes: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield flipped;
  }
}

/** Flips of what the checksum covers, and the checksum of that: they get past it, to the parser, the slots and the seal. */
function* everyForgedFlip(bytes: Buffer): Generator<Buffer> {
  for (const flipped of everyBitFlipped(bytes)) {
    const forged = withSum(flipped.toString('latin1'));
    if (!forged.equals(bytes)) yield forged;
  }
}

function* everyCut(bytes: Buffer): Generator<Buffer> {
  for (let length = 0; length < bytes.length; length += 1) {
    yield bytes.subarray(0, length);
    yield bytes.subarray(bytes.length - length);
  }
}

describe.each(FIXTURES)('%s', (name, attempt) => {
  it('opens as it is', async () => {
    await expect(openEverything(await readFixture(name), attempt)).resolves.toBeInstanceOf(Array);
  });

  it('is refused with any one bit flipped, with a code', async () => {
    const bytes = await readFixture(name);
    const counts = await tally(everyBitFlipped(bytes), attempt);
    expect([...counts.keys()].filter((code) => !REFUSALS.includes(code))).toEqual([]);
    expect(sumOf(counts)).toBe(bytes.length * 8);
    total.flips += bytes.length * 8;
    // The seal is not under the checksum: its 43 letters are all that a flip can reach without `vault.corrupt`, but for the beginning.
    expect(counts.get('vault.corrupt')).toBeGreaterThan((bytes.length - 43 - 32) * 8);
  });

  it('is refused with any one bit flipped and the checksum made right again, with a code', async () => {
    const bytes = await readFixture(name);
    // The right derivation is known; one that was altered gives another key, and for that the cheap one does.
    const known = remembering(realDeriveKey);
    await openEverything(bytes, { ...attempt, ports: portsWith(known) });
    const forger = portsWith(async (password, kdf) =>
      (known.knows(password, kdf) ? known : cheapDeriveKey)(password, kdf),
    );
    const counts = await tally(everyForgedFlip(bytes), { ...attempt, ports: forger });
    expect([...counts.keys()].filter((code) => !LATER_REFUSALS.includes(code))).toEqual([]);
    expect(counts.get('vault.tampered')).toBeGreaterThan(bytes.length);
    total['flips with a right checksum'] += sumOf(counts);
  });

  it('is refused cut anywhere, from either end', async () => {
    const counts = await tally(everyCut(await readFixture(name)), attempt);
    expect([...counts.keys()].sort()).toEqual(['vault.corrupt', 'vault.not-a-vault']);
    total.cuts += sumOf(counts);
  });

  it('is refused after any splice', async () => {
    const bytes = await readFixture(name);
    const at = fc.nat({ max: bytes.length });
    const splice = fc.tuple(at, at, fc.uint8Array({ maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(splice, async ([from, to, inserted]) => {
        const spliced = Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(to)]);
        fc.pre(!spliced.equals(bytes));
        expect(REFUSALS).toContain(await outcomeOf(spliced, attempt));
      }),
      { numRuns: SPLICES / FIXTURES.length },
    );
    total.splices += SPLICES / FIXTURES.length;
  });
});

describe('bytes that never were a vault', () => {
  it('are refused with a code', async () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.string().map((text) => Buffer.from(`{"head":{"magic":"OAVAULT","v":${text}`)),
    );
    await fc.assert(
      fc.asyncProperty(junk, async (bytes) => {
        expect(['vault.corrupt', 'vault.not-a-vault']).toContain(await outcomeOf(bytes, { password: 'x' }));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'vault.corrupt'],
    ['the zeros of a power cut', Buffer.alloc(4096), 'vault.corrupt'],
    ['another JSON file', Buffer.from('{"clientSecret":"x"}'), 'vault.not-a-vault'],
    ['more than 64 MiB', Buffer.alloc(64 * 1024 * 1024 + 1), 'vault.not-a-vault'],
  ])('such as %s', async (_what, bytes, code) => {
    expect(await outcomeOf(bytes, { password: 'x' })).toBe(code);
  });
});
