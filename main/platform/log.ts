import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';

const LARGEST_BYTES = 1_048_576;

export type Log = (line: string, cause?: unknown) => void;

/**
 * Appends lines to `logs/grantsmith.log` of the profile, one after the other, and keeps one older file.
 * `redact` is the last thing that touches a line before the disk does.
 */
export function createLog(directory: string, redact: (text: string) => string): Log {
  const file = join(directory, 'logs', 'grantsmith.log');
  let queue: Promise<void> = mkdir(join(directory, 'logs'), { recursive: true, mode: 0o700 }).then(
    () => undefined,
    () => undefined,
  );
  const append = async (text: string): Promise<void> => {
    const size = await stat(file).then(
      (facts) => facts.size,
      () => 0,
    );
    if (size > LARGEST_BYTES) await rename(file, `${file}.1`);
    await appendFile(file, text, { mode: 0o600 });
  };
  return (line, cause) => {
    const detail = cause === undefined ? '' : ` ${describe(cause)}`;
    const text = `${new Date().toISOString()} ${redact(line + detail)}\n`;
    // A log that cannot be written must not take the app down, and there is nowhere left to say so.
    queue = queue.then(() => append(text)).catch(() => undefined);
  };
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause, { depth: 2 });
}
