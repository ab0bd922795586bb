import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

/** Buses on which nothing is started for being asked for: a desktop has what the test puts there. */
const BUS_CONFIG = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

/** The outer bus plays the system's, the inner one the session's. */
const SCRIPT = `export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"
exec dbus-run-session --config-file="$0" -- sh -c 'echo "bus $DBUS_SYSTEM_BUS_ADDRESS $DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null'`;

export interface DesktopSession {
  /** What a program needs in its environment to find these two buses and no other. */
  env: Record<string, string>;
  /** Starts a part of the desktop. */
  start: (command: string, args: readonly string[]) => Program;
  /** Ends it with all its parts. */
  close: () => Promise<void>;
}

/** A desktop without anything on it: a session bus and a system bus of its own. */
export async function startDesktopSession(): Promise<DesktopSession> {
  const home = await mkdtemp(join(tmpdir(), 'grantsmith-desktop-'));
  const config = join(home, 'bus.conf');
  await writeFile(config, BUS_CONFIG);
  const own = { XDG_RUNTIME_DIR: home };
  const child = spawn('dbus-run-session', [`--config-file=${config}`, '--', 'sh', '-c', SCRIPT, config], {
    env: { ...process.env, ...own },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, system, session] = /^bus (\S+) (\S+)$/.exec(line) ?? [];
    if (system === undefined || session === undefined) continue;
    const env = { ...own, DBUS_SYSTEM_BUS_ADDRESS: system, DBUS_SESSION_BUS_ADDRESS: session };
    const programs: Program[] = [];
    return {
      env,
      start: (command, args) => {
        const program = startProgram(command, args, env);
        programs.push(program);
        return program;
      },
      close: async () => {
        for (const program of programs) await program.stop();
        child.stdin.end();
        await exited;
        await rm(home, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  }
  throw new Error('The session with the two buses ended before it began.');
}
