import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersWithoutSecrets, withoutSecrets } from '../../../../main/core/redact/echoes.ts';
import { leaksInText } from '../../../support/canary.ts';

const secret = 'S3cret+/%&é-of-the-client';
const basic = (id: string): string => `Basic ${btoa(`${id}:${encodeURIComponent(secret)}`)}`;
const echoes: [string, string][] = [
  ['as it is', `seen: ${secret}.`],
  ['in a form', `client_secret=${encodeURIComponent(secret)}&x=1`],
  ['in JSON', JSON.stringify({ secret })],
  ['in the Basic header', basic('client')],
  ['behind an id of another length', basic('client1')],
  ['behind an id of yet another length', basic('client12')],
];

describe('what a server repeats', () => {
  it.each(echoes)('is told without the secret that it repeats %s', (_how, text) => {
    expect(leaksInText('before', text, { secret })).toHaveLength(1);
    expect(leaksInText('after', withoutSecrets(text, [secret]), { secret })).toEqual([]);
    const members = membersWithoutSecrets({ deep: [{ claim: text }], [text]: 1, active: true, none: null }, [secret]);
    expect(leaksInText('members', JSON.stringify(members), { secret })).toEqual([]);
    expect(members).toMatchObject({ active: true, none: null });
  });

  it('keeps every other word', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('S3cr'));
        expect(withoutSecrets(text, [secret])).toBe(text);
      }),
    );
  });
});
