import { createHash, createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SelfTest, SelfTestCheck } from '#contract/proof.ts';
import { Failure } from '../core/failure.ts';
import { hkdf, seal, toBase64url, unseal } from './format/bytes.ts';
import { errnoOf } from './failures.ts';
import type { DeriveKey, Disk, Keyring } from './ports.ts';
import { readWhole, removeQuietly, renameOver, syncFolder, tempNameFor, writeNew } from './format/wholeFile.ts';

export interface SelfTestPorts {
  deriveKey: DeriveKey;
  keyring: Keyring;
  disk: Disk;
  folder: string;
}

type Outcome = { state: SelfTestCheck['state']; detail: string };

const passed = (detail: string): Outcome => ({ state: 'passed', detail });
const failed = (detail: string): Outcome => ({ state: 'failed', detail });

function compared(source: string, actual: Uint8Array | undefined, expectedHex: string): Outcome {
  const isRight = actual !== undefined && Buffer.from(actual).toString('hex') === expectedHex;
  return isRight ? passed(source) : failed(`does not give the answer of ${source}`);
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** McGrew and Viega, "The Galois/Counter Mode of Operation", test case 14; and that a changed bit is noticed. */
function checkAesGcm(): Outcome {
  const key = Buffer.alloc(32);
  const sealed = hex(`${'00'.repeat(12)}cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919`);
  const known = compared('test case 14 of the GCM specification', unseal(key, sealed, ''), '00'.repeat(16));
  const own = seal(key, Buffer.from('text'), 'bound to');
  if (unseal(key, own, 'bound to')?.toString() !== 'text') return failed('does not open what it sealed');
  own.writeUInt8((own.at(-1) ?? 0) ^ 1, own.length - 1);
  return unseal(key, own, 'bound to') === undefined ? known : failed('does not notice a changed bit');
}

const checkHkdf = (): Outcome =>
  compared(
    'RFC 5869, test case 3, first block',
    hkdf(hex('0b'.repeat(22)), Buffer.alloc(0), '', 32),
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
  );

const checkHmac = (): Outcome =>
  compared(
    'RFC 4231, test case 2',
    createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest(),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );

const checkSha256 = (): Outcome =>
  compared(
    'FIPS 180-4, “abc”',
    createHash('sha256').update('abc').digest(),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );

async function checkArgon2id({ deriveKey }: SelfTestPorts): Promise<Outcome> {
  const kdf = { alg: 'argon2id' as const, ver: 19 as const, m: 65_536, t: 2, p: 1, salt: Buffer.from('somesalt') };
  return compared(
    'the reference implementation, 64 MiB, 2 passes',
    await deriveKey(new TextEncoder().encode('password'), kdf),
    '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  );
}

async function checkKeyring({ keyring }: SelfTestPorts): Promise<Outcome> {
  const { available, backend, reason } = await keyring.availability();
  if (!available) return { state: 'unavailable', detail: reason ?? backend };
  const text = toBase64url(randomBytes(32));
  const back = await keyring.unprotect(await keyring.protect(text));
  return back === text
    ? passed(`${backend}: gives back what it is given`)
    : failed(`${backend}: gives back something else`);
}

/** Every step of a save, with a file of its own. */
async function checkDisk({ disk, folder }: SelfTestPorts): Promise<Outcome> {
  await disk.makeFolder(folder);
  const first = tempNameFor(join(folder, 'self-test'));
  const second = tempNameFor(join(folder, 'self-test'));
  const content = randomBytes(64 * 1024);
  try {
    await writeNew(disk, first, [content]);
    await renameOver(disk, first, second);
    await syncFolder(disk, folder);
    const back = await readWhole(disk, second, content.length);
    return back.equals(content) ? passed('writes, syncs, renames, reads back') : failed('gives back something else');
  } finally {
    await removeQuietly(disk, first);
    await removeQuietly(disk, second);
  }
}

const CHECKS: readonly [name: string, check: (ports: SelfTestPorts) => Outcome | Promise<Outcome>][] = [
  ['AES-256-GCM', checkAesGcm],
  ['SHA-256', checkSha256],
  ['HMAC-SHA256', checkHmac],
  ['HKDF-SHA256', checkHkdf],
  ['Argon2id', checkArgon2id],
  ['System keyring', checkKeyring],
  ['Disk', checkDisk],
];

async function run(check: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await check();
  } catch (error) {
    const reason = error instanceof Failure ? error.message : (errnoOf(error) ?? 'an unforeseen error');
    return failed(reason);
  }
}

/** Whether this machine's cryptography, keyring and disk do what the vault relies on, by known answers and round trips. */
export async function selfTest(ports: SelfTestPorts): Promise<SelfTest> {
  const checks: SelfTestCheck[] = [];
  for (const [name, check] of CHECKS) checks.push({ name, ...(await run(() => check(ports))) });
  return { passed: checks.every(({ state }) => state !== 'failed'), checks };
}
