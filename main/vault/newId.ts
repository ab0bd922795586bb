import { randomBytes } from 'node:crypto';

/** An id for a new entry: 128 random bits. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}
