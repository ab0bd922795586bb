import type { z } from 'zod';
import type { connectionInput } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import type { KeyQuestion, KeyReading, ReadKey } from './keyPort.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

type Input = z.output<typeof connectionInput>['clientAuth'];
type Stored = StoredConnection['clientAuth'];

/** Key and certificate of a connection in the form in which they are stored. */
export type ConnectionKey = Pick<
  Stored,
  'privateKey' | 'keyKind' | 'certificate' | 'certificateValidFrom' | 'certificateValidTo'
>;

/**
 * What the form says about key and certificate, read and checked. Throws `input.key-format`, `input.key-passphrase`, `input.key-mismatch`
 * and `input.key-unsupported`, each with its field of the connection.
 */
export async function readConnectionKey(
  readKey: ReadKey,
  input: Input,
  stored: Stored | undefined,
): Promise<ConnectionKey> {
  const newKey = textOf(input.privateKey);
  const isKeyCleared = input.privateKey === null || input.privateKey === '';
  const key = newKey ?? (isKeyCleared ? undefined : stored?.privateKey);
  const certificate = input.certificate === undefined ? stored?.certificate : textOf(input.certificate);
  const isUnchanged = newKey === undefined && key === stored?.privateKey && certificate === stored?.certificate;
  if (isUnchanged) return keyOf(stored);
  if (key === undefined && certificate === undefined) return {};
  const question = compact({ text: key ?? certificate ?? '', passphrase: textOf(input.keyPassphrase) });
  // What the page sends back unchanged gives way to the certificate that comes with a new key.
  const isKept = newKey !== undefined && certificate === stored?.certificate;
  const alone = await read(readKey, question, key === undefined ? 'certificate' : 'privateKey');
  if (key === undefined) return factsOf(alone);
  if (certificate === undefined || (isKept && alone.certificates.length > 0)) return checked(alone);
  return checked(await read(readKey, { ...question, certificate }, 'privateKey'));
}

/** Reads what the form holds; a failure's field becomes the one of the connection. */
async function read(readKey: ReadKey, question: KeyQuestion, name: 'privateKey' | 'certificate'): Promise<KeyReading> {
  const fields = { text: name, passphrase: 'keyPassphrase', certificate: 'certificate' };
  let reading;
  try {
    reading = await readKey(question);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const field = Object.entries(fields).find(([given]) => given === error.field)?.[1] ?? name;
    throw new Failure(error.code, error.message, { field: `connection.clientAuth.${field}`, cause: error });
  }
  if (reading.needsPassphrase) {
    throw new Failure('input.key-passphrase', 'This key is encrypted. Enter its passphrase.', {
      field: 'connection.clientAuth.keyPassphrase',
    });
  }
  return reading;
}

function checked(reading: KeyReading): ConnectionKey {
  if (!reading.privateKey) {
    throw new Failure('input.key-format', 'There is a certificate in this, and no private key.', {
      field: 'connection.clientAuth.privateKey',
    });
  }
  if (reading.matches === false) throw mismatch();
  return factsOf(reading);
}

function mismatch(): Failure {
  return new Failure(
    'input.key-mismatch',
    'The certificate belongs to another private key. Give the certificate that was made for this key, or leave it out.',
    { field: 'connection.clientAuth.certificate' },
  );
}

function factsOf({ privateKey, certificates }: KeyReading): ConnectionKey {
  const leaf = certificates[0];
  return compact({
    privateKey: privateKey?.pem,
    keyKind: privateKey?.kind,
    certificate: leaf && certificates.map(({ pem }) => pem.trim()).join('\n') + '\n',
    certificateValidFrom: leaf?.validFrom,
    certificateValidTo: leaf?.validTo,
  });
}

function keyOf(stored: Stored | undefined): ConnectionKey {
  if (!stored) return {};
  const { privateKey, keyKind, certificate, certificateValidFrom, certificateValidTo } = stored;
  return compact({ privateKey, keyKind, certificate, certificateValidFrom, certificateValidTo });
}

function textOf(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text.trim() === '' ? undefined : text;
}
