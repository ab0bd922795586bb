import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DesktopSession } from './desktopSession.ts';

const run = promisify(execFile);
const NAME = 'org.freedesktop.Notifications';

export interface NotificationDaemon {
  /** What it has been asked to show so far, in order. */
  shown: () => { app: string; title: string; text: string }[];
  /** Shows a notification of another program and waits until it is there: what was sent before it has come before it. */
  fence: () => Promise<void>;
  /** All that it has said, of each notification more than is asked for above. */
  lines: () => readonly string[];
  /** Waits for one whose title and text, joined by a line break, fit. */
  showed: (wanted: RegExp) => Promise<void>;
}

/** A real dunst, which prints what it shows. */
export async function startNotificationDaemon({ env, start }: DesktopSession): Promise<NotificationDaemon> {
  const dunst = start('dunst', ['-conf', '/dev/null', '-print']);
  const bus = { env: { ...process.env, ...env } };
  await run('gdbus', ['wait', '--session', '--timeout', '20', NAME], bus);
  let fences = 0;
  const shown = (): { app: string; title: string; text: string }[] => {
    const fields = (name: string): string[] =>
      dunst.lines().flatMap((line) => new RegExp(`^\\t${name}: '(.*)'$`).exec(line)?.[1] ?? []);
    const [apps, titles] = [fields('appname'), fields('summary')];
    return fields('body').map((text, index) => ({ app: apps[index] ?? '', title: titles[index] ?? '', text }));
  };
  return {
    shown,
    fence: async () => {
      const title = `fence ${(fences += 1)}`;
      const words = ['a fence of the test', '0', '', title, 'nothing', '[]', '{}', '0'];
      const place = ['--session', '--dest', NAME, '--object-path', '/org/freedesktop/Notifications'];
      await run('gdbus', ['call', ...place, '--method', `${NAME}.Notify`, ...words], bus);
      await dunst.said(new RegExp(`^\\tsummary: '${title}'`));
    },
    showed: async (wanted) => {
      for (let from = 0; !shown().some(({ title, text }) => wanted.test(`${title}\n${text}`));) {
        from = await dunst.said(/^\tbody: /, from);
      }
    },
    lines: dunst.lines,
  };
}
