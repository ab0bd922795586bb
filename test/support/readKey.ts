import type { ReadKey } from '../../main/core/oauth/keyPort.ts';
import { readMaterial } from '../../main/keys/readMaterial.ts';

/** The parser itself; the thread around it has tests of its own. */
export const readKey: ReadKey = async (question) => readMaterial(question);
