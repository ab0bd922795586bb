import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLIENT_AUTH_METHODS, GRANT_TYPES } from '#contract/connection.ts';
import { GUIDE_SERVERS, GUIDE_STEPS } from '#contract/guide.ts';
import type { FixStep } from '#contract/diagnosis.ts';
import type { Guide, GuideStep, GuideStepId } from '#contract/guide.ts';
import { CAUSES } from '../../../../main/core/diagnosis/causes/causes.ts';
import { readGuide } from '../../../../main/core/guide/guide.ts';
import { createMemoryRecords } from '../../../support/memoryRecords.ts';

const records = createMemoryRecords();
const guides = GRANT_TYPES.flatMap((grant) =>
  CLIENT_AUTH_METHODS.flatMap((clientAuth) =>
    GUIDE_SERVERS.flatMap((server) =>
      [true, false].map((refresh) => readGuide(records, { grant, clientAuth, server, refresh })),
    ),
  ),
);
const allSteps = guides.flatMap(({ steps }) => steps);

function idsOf(wish: Parameters<typeof readGuide>[1]): GuideStepId[] {
  return readGuide(records, wish).steps.map(({ id }) => id);
}

const nameOf = ({ grant, clientAuth, server }: Guide): string => `${grant} ${clientAuth} ${server}`;

describe('the guide', () => {
  it('has steps for every grant and client authentication, each once and in order', () => {
    for (const guide of guides) {
      const places = guide.steps.map(({ id }) => GUIDE_STEPS.indexOf(id));
      expect(places.length, nameOf(guide)).toBeGreaterThan(5);
      expect(places, nameOf(guide)).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(guide.steps.at(-1)?.id, nameOf(guide)).toBe('connection.token');
    }
  });

  it('uses every step somewhere, and keeps the ids under which ticks are stored', () => {
    const administration = readGuide(records, { grant: 'client_credentials' });
    expect(administration.steps.map(({ id }) => id)).not.toContain('client.roles');
    expect(new Set([...allSteps.map(({ id }) => id), 'client.roles'])).toEqual(new Set(GUIDE_STEPS));
    expect(GUIDE_STEPS.join(' ')).toBe(
      'domain.address service.audience service.refresh client.register client.grant client.refresh client.redirect ' +
        'client.certificate client.scope client.roles client.network client.activate client.credentials user.account ' +
        'user.sign-on user.assignment user.issuer api.role api.user connection.key connection.scope ' +
        'connection.offline-access connection.assertion connection.subject-token connection.refresh-token ' +
        'connection.clock connection.token',
    );
  });

  it('asks for what the grant and the client authentication need, and for nothing else', () => {
    expect(idsOf({ grant: 'client_credentials' })).toEqual([
      'domain.address',
      'service.audience',
      'client.register',
      'client.grant',
      'client.scope',
      'client.network',
      'client.activate',
      'client.credentials',
      'api.role',
      'api.user',
      'connection.scope',
      'connection.token',
    ]);
    expect(idsOf({ grant: 'client_credentials', refresh: true })).toEqual(idsOf({ grant: 'client_credentials' }));
    const plain = idsOf({ grant: 'password' });
    expect(plain).toEqual(expect.arrayContaining(['user.account', 'user.sign-on', 'user.assignment']));
    expect(idsOf({ grant: 'password', refresh: true }).filter((id) => !plain.includes(id))).toEqual([
      'service.refresh',
      'client.refresh',
      'connection.offline-access',
    ]);
    const signed = idsOf({ grant: 'client_credentials', clientAuth: 'private_key_jwt' });
    expect(signed).toEqual(expect.arrayContaining(['client.certificate', 'connection.key', 'connection.clock']));
    expect(idsOf({ grant: 'authorization_code', clientAuth: 'none' })).toContain('client.redirect');
    expect(idsOf({ grant: 'refresh_token' })).toEqual(
      expect.arrayContaining(['service.refresh', 'connection.refresh-token']),
    );
  });

  it('names no place of Oracle’s for another server', () => {
    const others = guides.filter(({ server }) => server === 'other').flatMap(({ steps }) => steps);
    expect(others.filter(({ consolePath, inConsole }) => consolePath !== undefined || inConsole)).toEqual([]);
    const words = JSON.stringify(others.map(({ title, why, details, takes }) => ({ title, why, details, takes })));
    expect(words).not.toMatch(/oracle|console|idcs|urn:opc|tick “|Utilities/i);
  });

  it('says each step in full sentences, without exclamation', () => {
    expect(allSteps.filter(({ details }) => details.length === 0)).toEqual([]);
    for (const title of new Set(allSteps.map((step) => step.title))) expect(title).toMatch(/^[A-Z].*[^.]$/);
    for (const sentence of new Set(allSteps.flatMap(({ why, details }) => [why, ...details]))) {
      expect(sentence).toMatch(/^[A-Z“`].*\.$/s);
      expect(sentence).not.toMatch(/!|\bundefined\b| {2}/);
    }
  });

  it('copies into fields that the form has', () => {
    const folder = 'renderer/features/connections';
    const form = readdirSync(folder)
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
    const fields = new Set(allSteps.flatMap(({ takes }) => takes.map(({ into }) => into)));
    expect(fields.size).toBeGreaterThan(10);
    for (const field of fields) expect(form.includes(`"${field}"`) || form.includes(`'${field}'`), field).toBe(true);
  });
});

describe('its places in the console', () => {
  const pathsOf = (fix: readonly FixStep[]): string[] =>
    fix.flatMap(({ consolePath }) => (consolePath === undefined ? [] : [consolePath]));
  const paths = new Map(Object.entries(CAUSES).map(([cause, { fix }]) => [cause, pathsOf(fix)] as const));
  const lastOf = (path: string): string => path.split(' → ').at(-1) ?? '';
  const guidePaths = [...new Set(allSteps.flatMap(({ consolePath }) => consolePath ?? []))];

  it('are called as the causes of a diagnosis call them', () => {
    const known = [...paths.values()].flat();
    const shared = guidePaths.filter((path) => known.some((other) => lastOf(other) === lastOf(path)));
    expect(shared.length).toBeGreaterThan(10);
    for (const path of shared) expect(known).toContain(path);
  });

  it('are where the cause of a missing step is mended', () => {
    const agrees = ({ consolePath = '' }: GuideStep, cause: string): boolean =>
      (paths.get(cause) ?? []).some((path) => path.startsWith(consolePath) || consolePath.startsWith(path));
    const mended = new Map<string, boolean>();
    for (const step of allSteps.filter(({ consolePath }) => consolePath !== undefined)) {
      for (const cause of step.findings.filter((id) => (paths.get(id) ?? []).length > 0)) {
        mended.set(cause, mended.get(cause) === true || agrees(step, cause));
      }
    }
    const elsewhere = [...mended].filter(([, isThere]) => !isThere).map(([cause]) => cause);
    // The type of an application is chosen when it is added; what is left of it later is Client type.
    expect(elsewhere.sort()).toEqual(['client.auth-method']);
  });
});
