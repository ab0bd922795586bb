import { argon2id } from 'hash-wasm';
import type { DeriveKey } from '../../../main/vault/ports.ts';

/** Argon2id on this thread: for the few derivations of a known-answer test. */
export const realDeriveKey: DeriveKey = async (password, { m, t, p, salt }) => {
  const cost = { memorySize: m, iterations: t, parallelism: p, hashLength: 32 };
  return argon2id({ password, salt, ...cost, outputType: 'binary' });
};
