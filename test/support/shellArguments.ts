import { execFileSync } from 'node:child_process';

/** What a shell makes of a curl command, one argument each; none of the tests' values has a line break. */
export function shellArguments(command: string): string[] {
  return execFileSync('sh', ['-c', command.replace(/^curl/, `printf '%s\\n'`)], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}
