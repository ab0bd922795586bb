import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { SecretTags } from '../core/redact/secretTags.ts';

const RUN = 3;
const VALUE = 5;

const letters = (number: number, length: number): string => (number % 36 ** length).toString(36).padStart(length, '0');

/** Tags by a key that nobody but this run of the app ever has. */
export function createSecretTags(): SecretTags {
  const key = randomBytes(32);
  const run = letters(randomInt(36 ** RUN), RUN);
  return {
    tagOf: (value) => run + letters(createHmac('sha256', key).update(value).digest().readUIntBE(0, 6), VALUE),
    isOfThisRun: (tag) => tag.startsWith(run),
  };
}
