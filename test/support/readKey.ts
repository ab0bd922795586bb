import { Failure } from '../../main/core/failure.ts';
import type { KeyQuestion, ReadKey } from '../../main/core/oauth/clientAuth/keyPort.ts';
import { readMaterial } from '../../main/keys/readMaterial.ts';

/** The parser itself; the thread around it has tests of its own. */
export const readKey: ReadKey = async (question) => readMaterial(question);

/** Why it is not read. */
export function failureOf(question: KeyQuestion): { code: string; field: string | undefined; message: string } {
  try {
    readMaterial(question);
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, field: error.field, message: error.message };
    throw error;
  }
  throw new Error('It was read.');
}
