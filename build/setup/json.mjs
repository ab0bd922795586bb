import { readFile } from 'node:fs/promises';

/**
 * A JSON file, or undefined when it is absent or not JSON: both mean "make it anew" to every caller.
 * @param {string} file
 * @returns {Promise<unknown>}
 */
export async function readJson(file) {
  const text = await readFile(file, 'utf8').catch((/** @type {unknown} */ error) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    /** @type {unknown} */
    const value = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>} empty for all that is not an object
 */
export function fieldsOf(value) {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/**
 * @param {unknown} error
 * @param {string} code e.g. `ENOENT`
 */
export function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
