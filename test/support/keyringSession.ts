import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface KeyringSession {
  /** What a program needs in its environment to find this session and no other. */
  env: Record<string, string>;
  /** Command line of an Electron that shall use it. */
  args: string[];
  close: () => Promise<void>;
}

/** Unlocks the keyring, tells the address of its bus, and lives until its input ends. */
const SCRIPT = `printf 'login password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
echo "bus $DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null`;

/** A session bus of its own with a real gnome-keyring on it, unlocked as by a login. */
export async function startKeyringSession(): Promise<KeyringSession> {
  const home = await mkdtemp(join(tmpdir(), 'grantsmith-keyring-'));
  const own = { XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, 'data'), XDG_CURRENT_DESKTOP: 'GNOME' };
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', SCRIPT], {
    env: { ...process.env, ...own },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^bus (.+)$/.exec(line)?.[1];
    if (address === undefined) continue;
    return {
      env: { ...own, DBUS_SESSION_BUS_ADDRESS: address },
      args: ['--password-store=gnome-libsecret'],
      close: async () => {
        child.stdin.end();
        await exited;
        await rm(home, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  }
  throw new Error('The session with the keyring ended before it began.');
}
