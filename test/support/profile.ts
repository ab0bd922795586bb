import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from '@playwright/test';
import { commandLines, plantedSecrets } from './canary.ts';
import type { Leak } from './canary.ts';
import { createLeakScan } from './leakScan.ts';
import { readIndependently } from './vault/independentReader.ts';

/** Where an app of a profile leaves what is searched besides the profile itself. */
export interface Trail {
  /** The system's folder for temporary files, as far as this app knows. */
  temporary: string;
  /** Receives what main tells the page. */
  replies: string;
  /** Keeps something that was heard of the app: its output, its command lines. */
  keep: (what: string, text: string) => Promise<void>;
}

export interface Profile {
  /** The app's userData. */
  path: string;
  /** Removes it, unless a secret is found where none belongs: anywhere but encrypted in the vault. Answers what was searched. */
  remove: () => Promise<{ secrets: number; files: number }>;
}

const trails = new Map<string, Trail>();

/** Undefined for a folder that was not made here. */
export const trailOf = (userData: string): Trail | undefined => trails.get(userData);

const vaultPasswords = new Set<string>();

/** Lets the search learn what the vaults of this password hold: what the app made or got itself, such as refresh tokens. */
export function noteVaultPassword(password: string): void {
  vaultPasswords.add(password);
}

export async function makeProfile(): Promise<Profile> {
  const root = await mkdtemp(join(tmpdir(), 'grantsmith-e2e-'));
  const path = join(root, 'profile');
  const temporary = join(root, 'temporary');
  const heard = join(root, 'heard');
  await Promise.all([path, temporary, heard].map((folder) => mkdir(folder)));
  let kept = 0;
  trails.set(path, {
    temporary,
    replies: join(heard, 'replies'),
    keep: (what, text) => writeFile(join(heard, `${what} ${(kept += 1)}`), text),
  });
  return {
    path,
    remove: async () => {
      const { never, tokens } = await secretsOf(path);
      const files = await filesBelow(root);
      const scans = { page: createLeakScan(never), rest: createLeakScan({ ...never, ...tokens }) };
      const leaks: Leak[] = [];
      for (const file of files) {
        // The page is shown its tokens, and nothing else of what is secret.
        const scan = file === join(heard, 'replies') ? scans.page : scans.rest;
        leaks.push(...scan(relative(root, file), await readFile(file)));
      }
      expect(leaks, 'no secret stands outside the vault').toEqual([]);
      trails.delete(path);
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
      return { secrets: Object.keys({ ...never, ...tokens }).length, files: files.length };
    },
  };
}

/** What an app that is still running shows to everybody of this machine: the command lines and environments of its processes. */
export async function keepCommandLines(trail: Trail, pid: number | undefined): Promise<void> {
  if (pid !== undefined) await trail.keep('command lines', await commandLines(pid));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

interface Secrets {
  /** What never reaches the page. */
  never: Record<string, string>;
  /** What the page may have, and nothing else. */
  tokens: Record<string, string>;
}

const NEVER = /^(secret|password|privateKey|keyPassphrase|refreshToken|assertion|subjectToken|actorToken)$/;
const TOKENS = /^(accessToken|idToken)$/;

/** All that was planted, and what the vault holds by now. */
async function secretsOf(userData: string): Promise<Secrets> {
  const secrets: Secrets = { never: plantedSecrets(), tokens: {} };
  const collect = (place: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (typeof member !== 'string') collect(`${place}.${name}`, member);
      else if (NEVER.test(name)) secrets.never[`${place}.${name}`] = member;
      else if (TOKENS.test(name)) secrets.tokens[`${place}.${name}`] = member;
    }
  };
  for (const [id, entry] of Object.entries((await readVault(userData)) ?? {}))
    collect(`${entry.type} ${id}`, entry.secret);
  return secrets;
}

/** Undefined where no password that a test used opens it: none was made, a test damaged it, or a keyring holds its only key. */
async function readVault(userData: string) {
  const file = await readFile(join(userData, 'vault/vault.json')).catch(() => undefined);
  if (file === undefined) return undefined;
  for (const password of vaultPasswords) {
    const vault = await readIndependently(file, { password }).catch(() => undefined);
    if (vault) return vault.entries;
  }
  return undefined;
}
