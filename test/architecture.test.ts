import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { IForbiddenRuleType, IViolation } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const ELECTRON = 'node_modules/electron/';

/** The table of who may import whom; each row is a sentence of docs/architecture.md. */
const forbidden: IForbiddenRuleType[] = [
  rule('no cycles', {}, { circular: true }),
  rule('the core knows no node', { path: '^main/core' }, { dependencyTypes: ['core'] }),
  rule('the core knows no electron and no other room', { path: '^main/core' }, { path: `${ELECTRON}|^main/(?!core)` }),
  rule(
    'the vault knows of main only its own room, the ports and threads',
    { path: '^main/vault' },
    { path: '^main/(?!vault|threads|core/(failure|records|http)\\.ts)' },
  ),
  rule(
    'the network knows no vault and no handlers',
    { path: '^main/network' },
    { path: '^main/(vault|ipc|platform|sandbox)' },
  ),
  rule(
    'the key reader knows the ports of the core and threads alone',
    { path: '^main/keys' },
    { path: '^main/(?!keys|threads|core/(failure|oauth/clientAuth/keyPort)\\.ts)' },
  ),
  rule(
    'threads know who fails, and nothing else',
    { path: '^main/threads' },
    { path: '^main/(?!threads|core/failure\\.ts)' },
  ),
  rule('the practice domain stands alone', { path: '^main/sandbox' }, { path: '^main/(vault|ipc|platform|network)' }),
  rule(
    'only the platform and serve.ts see electron',
    { path: '^main', pathNot: '^main/(platform|ipc/serve\\.ts|index\\.ts|application\\.ts)' },
    { path: ELECTRON },
  ),
  rule('handlers do not reach into the platform', { path: '^main/ipc' }, { path: '^main/platform' }),
  rule('the platform knows no handlers', { path: '^main/platform' }, { path: '^main/ipc' }),
  rule('main knows nothing of the page', { path: '^main' }, { path: '^(renderer|preload/index)' }),
  rule(
    'the contract imports zod and itself',
    { path: '^preload/contract' },
    { pathNot: '^preload/contract|node_modules/zod' },
  ),
  rule(
    'the bridge imports electron and the contract',
    { path: '^preload/index' },
    { pathNot: `^preload/contract|${ELECTRON}` },
  ),
  rule(
    'the page knows no other world',
    { path: '^renderer' },
    { path: `^(main|preload/index|build|test)|${ELECTRON}` },
  ),
  rule('the page knows no node', { path: '^renderer' }, { dependencyTypes: ['core'] }),
  rule(
    'the page takes types from the contract, no values',
    { path: '^renderer' },
    { path: '^preload/contract', dependencyTypesNot: ['type-only'] },
  ),
  rule('nothing imports tests', { path: '^(main|preload|renderer)' }, { path: '^(test|build)' }),
];

type Row = Extract<IForbiddenRuleType, { to: unknown }>;

function rule(name: string, from: Row['from'], to: Row['to']): IForbiddenRuleType {
  return { name, severity: 'error', from, to };
}

/** Imports that exist, as rules that forbid them: when one of these goes unseen, so would a real violation. */
const controls: IForbiddenRuleType[] = [
  rule('control: electron', { path: '^main/platform' }, { path: ELECTRON }),
  rule('control: node', { path: '^main/platform' }, { dependencyTypes: ['core'] }),
  rule(
    'control: a value of the contract',
    { path: '^main/ipc' },
    { path: '^preload/contract', dependencyTypesNot: ['type-only'] },
  ),
];

async function readViolations(): Promise<IViolation[]> {
  const { output } = await cruise(['main', 'preload', 'renderer'], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...forbidden, ...controls] },
    skipAnalysisNotInRules: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations;
}

/** Files of our rooms with their text. */
function sources(...folders: string[]): { file: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') })),
  );
}

const mentions = (pattern: RegExp, ...folders: string[]): string[] =>
  sources(...folders)
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file);

describe('the house', () => {
  let violations: IViolation[];
  beforeAll(async () => {
    violations = await readViolations();
  }, 60_000);

  it('keeps every import in its direction', () => {
    const broken = violations.filter(({ rule: { name } }) => !controls.some((control) => control.name === name));
    expect(broken.map(({ rule: { name }, from, to }) => `${name}: ${from} → ${to}`)).toEqual([]);
  });

  it.each(controls)('notices its $name', ({ name }) => {
    expect(violations.some(({ rule: broken }) => broken.name === name)).toBe(true);
  });

  it('lets only serve.ts touch ipcMain', () => {
    expect(mentions(/\bipcMain\b/, 'main', 'renderer', 'preload')).toEqual(['main/ipc/serve.ts']);
  });

  it('lets only keyring.ts touch safeStorage', () => {
    expect(mentions(/\bsafeStorage\b(?=[.,\s}])/, 'main')).toEqual(['main/platform/keyring.ts']);
  });

  it('lets only the bench read the bridge', () => {
    expect(mentions(/window\.grantsmith|\.grantsmith\b/, 'renderer')).toEqual(['renderer/bench.ts']);
  });

  it('opens sockets in network/ and in the practice domain only', () => {
    const openers = mentions(/from '(undici|node:(http|https|http2|net|tls|dgram|dns))'/, 'main');
    expect(openers.filter((file) => !/^main\/(network|sandbox)\//.test(file))).toEqual([]);
    expect(
      mentions(/\bnet\.(request|fetch)\b|(?<![\w.])fetch\(/, 'main').filter(
        (file) => !file.startsWith('main/network/'),
      ),
    ).toEqual([]);
  });

  it('never switches certificate checks off', () => {
    expect(
      mentions(/rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|setCertificateVerifyProc/, 'main'),
    ).toEqual([]);
  });

  it('never hands HTML to the page', () => {
    expect(mentions(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/, 'renderer')).toEqual([]);
  });
});
