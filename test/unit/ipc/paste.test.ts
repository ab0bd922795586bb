import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { Failure } from '../../../main/core/failure.ts';
import { recognize } from '../../../main/core/paste/recognize.ts';
import type { Records } from '../../../main/core/records.ts';
import { createPasteHandlers } from '../../../main/ipc/paste.ts';

const SECRET = 'Zq7-pLm4Xw9rTb2';
const CURL = `curl -u client-1:${SECRET} https://sso.example.com/oauth2/v1/token -d grant_type=client_credentials
curl https://api.example.com/x -H 'Authorization: Bearer opaque-token-of-a-test'`;

let saved: unknown[] = [];
let isLocked = false;
const unlocked: Records = {
  entries: () => {
    if (isLocked) throw new Failure('vault.locked', 'Locked.');
    return [];
  },
  read: () => null,
  transact: () => Promise.reject(new Error('Nothing here is stored.')),
};
const create = () => {
  let ids = 0;
  return createPasteHandlers({
    records: unlocked,
    newId: () => `paste-${(ids += 1)}`,
    recognize: async (text) => recognize(text),
    save: ({ connection }) => {
      saved.push(connection);
      return { id: 'saved' };
    },
  });
};

beforeEach(() => {
  saved = [];
  isLocked = false;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const gone = { code: 'input.not-found', field: 'pasteId' };

it('saves what was pasted with its secret, answers with the call beside it, and keeps neither', async () => {
  const { handlers } = create();
  const { pasteId = '' } = await handlers['paste.recognize']({ text: CURL });
  const accepted = await handlers['paste.accept']({ pasteId, offerId: '0' });
  expect(saved).toMatchObject([{ clientId: 'client-1', clientAuth: { secret: SECRET } }]);
  expect(accepted).toMatchObject({
    kind: 'connection',
    connectionId: 'saved',
    request: { url: 'https://api.example.com/x' },
  });
  await expect(handlers['paste.accept']({ pasteId, offerId: '0' })).rejects.toMatchObject(gone);
});

it('puts the pasted secret where the form left it alone, and the typed one where it did not', async () => {
  const { handlers } = create();
  const form = (secret?: string | null) =>
    ({
      name: 'Mine',
      clientId: 'typed',
      clientAuth: { method: 'client_secret_basic' as const, ...(secret === undefined ? {} : { secret }) },
      grant: { type: 'client_credentials' as const },
      scope: '',
    }) satisfies ConnectionInput;
  for (const [typed, expected] of [
    [undefined, SECRET],
    ['typed-secret', 'typed-secret'],
    [null, null],
  ] as const) {
    const { pasteId = '' } = await handlers['paste.recognize']({ text: CURL });
    await handlers['paste.accept']({ pasteId, offerId: '0', connection: form(typed) });
    expect(saved.at(-1)).toMatchObject({ name: 'Mine', clientId: 'typed', clientAuth: { secret: expected } });
  }
});

it('gives a call out with the connection’s token, or with its own when that is asked for', async () => {
  const { handlers } = create();
  for (const withOwnToken of [false, true]) {
    const { pasteId = '' } = await handlers['paste.recognize']({ text: CURL });
    const { request } = await handlers['paste.accept']({ pasteId, offerId: '1', withOwnToken });
    expect(JSON.stringify(request).includes('opaque-token')).toBe(withOwnToken);
    expect(request).toMatchObject({ auth: { kind: withOwnToken ? 'none' : 'connection' } });
  }
});

it('saves nothing that lacks something, and keeps it for the form', async () => {
  const { handlers } = create();
  const { pasteId = '' } = await handlers['paste.recognize']({
    text: `Client secret: ${SECRET}\nURL: https://sso.example.com`,
  });
  await expect(handlers['paste.accept']({ pasteId, offerId: '0' })).rejects.toMatchObject({ code: 'input.missing' });
  expect(saved).toEqual([]);
  expect(handlers['paste.forget'](undefined)).toEqual({ forgotten: true });
});

it('forgets at the lock, after ten minutes and at the next paste', async () => {
  const { handlers, onLocked } = create();
  const ends: (() => unknown)[] = [
    onLocked,
    () => vi.advanceTimersByTime(10 * 60_000),
    () => handlers['paste.recognize']({ text: 'x' }),
  ];
  for (const end of ends) {
    const { pasteId = '' } = await handlers['paste.recognize']({ text: CURL });
    await end();
    await expect(handlers['paste.accept']({ pasteId, offerId: '0' })).rejects.toMatchObject(gone);
  }
});

it('recognises nothing while the vault is locked, and keeps nothing that was read as it locked', async () => {
  const { handlers } = create();
  const reading = handlers['paste.recognize']({ text: CURL });
  isLocked = true;
  await expect(reading).rejects.toMatchObject({ code: 'vault.locked' });
  expect(handlers['paste.forget'](undefined)).toEqual({ forgotten: false });
  await expect(handlers['paste.recognize']({ text: CURL })).rejects.toMatchObject({ code: 'vault.locked' });
});
