import type { z } from 'zod';
import type { Finding, FixStep } from '#contract/diagnosis.ts';
import type { inspectKeyInput, KeyInspection } from '#contract/keys.ts';
import { Failure } from '../../failure.ts';
import type { Now } from '../../http.ts';
import { compact } from '../../json.ts';
import type { Records } from '../../records.ts';
import { createFinding } from '../../token/finding.ts';
import { readConnection } from '../connection/connections.ts';
import type { KeyReading, ReadKey } from './keyPort.ts';

interface InspectPorts {
  records: Records;
  now: Now;
  readKey: ReadKey;
}

const OAUTH =
  'Identity & Security → Domains → (domain) → Integrated applications → (application) → OAuth configuration → Edit OAuth configuration';

/** Where a certificate goes in an identity domain, so that the key may sign for the client. */
const IMPORT_STEPS: FixStep[] = [
  { text: 'Set the client type to Trusted.', consolePath: `${OAUTH} → Client configuration → Client type → Trusted` },
  {
    text: 'Import the certificate, as PEM or DER without the private key, under an alias. Enter that alias here as the key ID.',
    consolePath: `${OAUTH} → Client configuration → Client type: Trusted → Import certificate`,
  },
  {
    text: 'For mutual TLS tick the grant TLS client authentication too, and save.',
    consolePath: `${OAUTH} → Client configuration → Allowed grant types`,
  },
];

/**
 * What a pasted or stored key is, without the private half. A key that needs a passphrase is an answer; a wrong one is thrown as
 * `input.key-passphrase`, what is no key as `input.key-format`.
 */
export async function inspectKey(ports: InspectPorts, input: z.output<typeof inspectKeyInput>): Promise<KeyInspection> {
  const question = input.text === undefined ? storedQuestion(ports.records, input) : input;
  const { text, passphrase, certificate } = question;
  if (text === undefined || text.trim() === '') {
    throw new Failure('input.missing', 'Paste a private key or certificate, or drop its file.', { field: 'text' });
  }
  const given = { passphrase: passphrase === '' ? undefined : passphrase, certificate };
  return present(await ports.readKey(compact({ text, ...given })), ports.now());
}

/** A certificate that is given stands for the stored one: the person may be about to replace it. */
function storedQuestion(records: Records, { connectionId, certificate: given }: z.output<typeof inspectKeyInput>) {
  if (connectionId === undefined) return {};
  const { privateKey, certificate: stored } = readConnection(records, connectionId).clientAuth;
  const certificate = given ?? stored;
  return { text: privateKey ?? certificate, certificate, passphrase: undefined };
}

function present(reading: KeyReading, now: number): KeyInspection {
  const [leaf, ...chain] = reading.certificates;
  const { pem: _, ...certificate } = leaf ?? { pem: '' };
  return compact({
    needsPassphrase: reading.needsPassphrase,
    hasPrivateKey: reading.privateKey !== undefined,
    kind: reading.privateKey?.kind,
    algorithms: reading.privateKey?.algorithms ?? [],
    keyId: reading.keyId,
    certificate: 'subject' in certificate ? certificate : undefined,
    chainLength: chain.length,
    matchesKey: reading.matches,
    findings: reading.needsPassphrase ? [] : findingsOn(reading, now),
    importSteps: leaf ? IMPORT_STEPS : [],
  });
}

function findingsOn(reading: KeyReading, now: number): Finding[] {
  const { privateKey, certificates, matches } = reading;
  const leaf = certificates[0];
  const findings: Finding[] = [];
  if (matches === false) findings.push(bad('The certificate belongs to another key', MISMATCH, leaf?.subject));
  if (leaf && now > leaf.validTo) findings.push(bad('The certificate has expired', EXPIRED, day(leaf.validTo)));
  if (leaf && now < leaf.validFrom) findings.push(bad('The certificate is not valid yet', EARLY, day(leaf.validFrom)));
  if (privateKey?.algorithms.length === 0) {
    findings.push(bad('OAuth servers take no signatures of this kind of key', KIND, privateKey.kind));
  }
  const bits = Number(/^RSA, (\d+) bits$/.exec(privateKey?.kind ?? '')?.[1] ?? Infinity);
  if (bits < 2048) findings.push(bad('The key is too short', SHORT, `${bits} bits`));
  if (!leaf && privateKey) findings.push(notice('No certificate came with the key', NO_CERTIFICATE));
  if (leaf && !privateKey) findings.push(notice('This is a certificate without its private key', NO_KEY));
  return findings;
}

const MISMATCH =
  'A server that knows this certificate refuses what this key signs. Choose the pair that was made together.';
const EXPIRED = 'Make a new certificate for the key, and import it in the place of the old one.';
const EARLY = 'Check this machine’s clock, or wait for that day.';
const KIND = 'Use an RSA key of 2048 bits or more; identity domains take no other.';
const SHORT = 'Signing needs an RSA key of 2048 bits or more. Make a new pair.';
const NO_CERTIFICATE = 'The key signs without one, when you enter the key ID. Mutual TLS and thumbprints need it.';
const NO_KEY = 'It can be imported into the application. Signing needs the private key that belongs to it.';

function bad(title: string, explanation: string, quote: string | undefined): Finding {
  const evidence: [string, string][] = quote === undefined ? [] : [['certificate', quote]];
  return createFinding({ cause: 'client.key-format', level: 'bad', confidence: 1, title, explanation, evidence });
}

function notice(title: string, explanation: string): Finding {
  return createFinding({ cause: 'client.key-format', level: 'notice', confidence: 1, title, explanation });
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
