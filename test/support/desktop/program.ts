import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Program {
  /** Every line that it has written so far. */
  lines: () => readonly string[];
  /** Waits until a line after the first `from` fits, and answers how many lines there were up to it. */
  said: (wanted: RegExp, from?: number) => Promise<number>;
  /** Writes a line to its input. */
  tell: (line: string) => void;
  stop: () => Promise<void>;
}

/** Starts a program of the system whose output is read line by line. What it says on its error output is left aside. */
export function startProgram(command: string, args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  let watchers: (() => void)[] = [];
  const wake = (): void => {
    for (const watcher of watchers.splice(0)) watcher();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  child.once('exit', wake);
  return {
    lines: () => lines,
    said: async (wanted, from = 0) => {
      for (;;) {
        const at = lines.findIndex((line, index) => index >= from && wanted.test(line));
        if (at >= 0) return at + 1;
        if (child.exitCode !== null) throw new Error(`${command} ended without saying ${String(wanted)}.`);
        await new Promise<void>((resolve) => (watchers = [...watchers, resolve]));
      }
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    stop: async () => {
      child.stdin.end();
      child.kill();
      await exited;
    },
  };
}

/** Why a test cannot run here: the first of these programs that the machine has not got. The set-up of `npm test` installs them all. */
export function missingProgram(...names: string[]): string | undefined {
  if (process.platform !== 'linux') return 'the parts of a desktop are those of Linux';
  const missing = names.find((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  return missing === undefined ? undefined : `${missing} is not installed`;
}
