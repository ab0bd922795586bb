import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const planted = new Map<string, string>();

/** Every profile of this test process is searched for the secret when it is removed. */
export function plant(name: string, secret: string): string {
  planted.set(name, secret);
  return secret;
}

export const plantedSecrets = (): Record<string, string> => Object.fromEntries(planted);

/** A secret that occurs nowhere else in the world, so that finding it anywhere is a leak. */
export function makeCanary(name: string): string {
  return plant(name, `Canary-${name}-${randomBytes(9).toString('base64url')}+/%&é`);
}

/** At each of the three places in a group where it may begin. */
function base64Of(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift, 0x61), Buffer.from(text, 'utf8')]).toString('base64');
    // The characters at both ends mix with their neighbours; the middle is the secret's own.
    return encoded.slice(shift === 0 ? 0 : 4, -4).replaceAll('=', '');
  });
}

/** Every form in which a secret could leave a trace. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const percent = encodeURIComponent(secret);
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  // A Basic header form-encodes the secret before it is put in base64, RFC 6749 §2.3.1; strict encoders spare letters and digits only.
  const strict = percent.replace(/[-_.!~*'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const aligned = [secret, percent, form, strict].flatMap(base64Of);
  const url = aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...new Set([
      secret,
      percent,
      form,
      strict,
      percent.replaceAll('%20', '+'),
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('hex'),
      ...aligned,
      ...url,
    ]),
  ];
}

export interface Leak {
  where: string;
  /** Its name. */
  secret: string;
}

/** Which of the secrets stand in the text, in any form. */
export function leaksInText(where: string, text: string, secrets: Record<string, string>): Leak[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).some((form) => text.includes(form)) ? [{ where, secret: name }] : [],
  );
}

/** The command lines and environments of a process and its children, as anybody of this machine could read them. */
export async function commandLines(pid: number): Promise<string> {
  const own = await Promise.all([readProc(pid, 'cmdline'), readProc(pid, 'environ')]);
  const children = (await readProc(pid, `task/${pid}/children`)).trim();
  const below = await Promise.all(
    children === '' ? [] : children.split(' ').map((child) => commandLines(Number(child))),
  );
  return [...own, ...below].join('\n');
}

async function readProc(pid: number, name: string): Promise<string> {
  return (await readFile(`/proc/${pid}/${name}`).catch(ignoreVanished))?.toString('utf8') ?? '';
}

/** A process that went away while we looked holds nothing any more. */
function ignoreVanished(cause: unknown): undefined {
  if (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ENOENT' || cause.code === 'ESRCH' || cause.code === 'EACCES')
  )
    return undefined;
  throw cause;
}
