import { describe, expect, it } from 'vitest';
import type { GrantsmithApi } from '#contract/api.ts';
import type { ApiAnswer, ApiOutcome, BodyPiece, SavedRequest } from '#contract/apiRequest.ts';
import type { Events } from '#contract/events.ts';
import type { Result } from '#contract/result.ts';
import { createRequestStore, placeOf } from '../../../renderer/features/request/requestStore.ts';
import { createSavedRequestsStore, savedOf } from '../../../renderer/features/request/savedRequestsStore.ts';

const noTimings = { dns: 0, connect: 0, tls: 0, firstByte: 1, download: 0, total: 1 };

const answered = (status: number): ApiAnswer => ({
  kind: 'answered',
  status,
  statusText: '',
  httpVersion: '1.1',
  headers: [],
  body: { text: '{}', bytes: 2, truncated: false, contentType: 'application/json' },
  timings: noTimings,
  redirects: [],
  exchange: {
    id: 'e1',
    purpose: 'api',
    startedAt: 0,
    request: { method: 'GET', url: 'https://api.example.com/', headers: [] },
    timings: noTimings,
  },
});

/** A bench whose replies the test gives when it wants to. */
function fakeRequests() {
  const sent: Parameters<GrantsmithApi['requests']['send']>[0][] = [];
  const cancelled: string[] = [];
  const waiting: ((result: Result<ApiOutcome>) => void)[] = [];
  const pieces: Result<BodyPiece>[] = [];
  let saved: SavedRequest[] = [];
  const toFile: Parameters<GrantsmithApi['requests']['sendToFile']>[0][] = [];
  const listeners: ((progress: Events['requests.progress']) => void)[] = [];
  const requests: GrantsmithApi['requests'] = {
    sendToFile: (input) => {
      toFile.push(input);
      return new Promise((resolve) => waiting.push(resolve));
    },
    saveReply: async () => ({ ok: true, value: { fileName: 'reply.json' } }),
    send: (input) => {
      sent.push(input);
      return new Promise((resolve) => waiting.push(resolve));
    },
    bodyPiece: async () => pieces.shift() ?? { ok: false, error: { code: 'input.not-found', message: 'Gone.' } },
    cancel: async ({ requestId }) => {
      cancelled.push(requestId);
      waiting.shift()?.({ ok: false, error: { code: 'cancelled', message: 'Cancelled.' } });
      return { ok: true, value: { cancelled: true } };
    },
    save: async ({ id = `s${saved.length + 1}`, name, request }) => {
      saved = [...saved.filter((each) => each.id !== id), { id, name, request, updatedAt: 0 }];
      return { ok: true, value: { id } };
    },
    list: async () => ({ ok: true, value: saved }),
    remove: async ({ id }) => {
      saved = saved.filter((each) => each.id !== id);
      return { ok: true, value: { removed: true } };
    },
    history: async () => ({ ok: true, value: [] }),
    curl: async () => ({ ok: true, value: { curl: 'curl' } }),
    copyCurl: async () => ({ ok: true, value: { clearsInSeconds: 30, keptOutOfHistory: true } }),
  };
  const reply = (result: Result<ApiOutcome>): void => waiting.shift()?.(result);
  const on = (event: string, listener: (data: never) => void): (() => void) => {
    if (event === 'requests.progress') listeners.push((data) => void Reflect.apply(listener, undefined, [data]));
    return () => listeners.splice(0);
  };
  const tell = (progress: Events['requests.progress']): void => listeners.forEach((listener) => listener(progress));
  return { requests, on, sent, toFile, cancelled, reply, pieces, tell };
}

describe('a request whose reply goes to a file', () => {
  it('tells how far it has come, and names the reply before only when that was to the same request', async () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench, () => 'r1');
    const stop = store.start();
    const first = store.send('a');
    bench.reply({ ok: true, value: answered(200) });
    await first;
    const second = store.sendToFile('a');
    expect(bench.toFile).toEqual([{ ...bench.sent[0], exchangeId: 'e1' }]);
    const progress = { bytes: 10, totalBytes: 20, bytesPerSecond: 5 };
    bench.tell({ requestId: 'another', ...progress });
    expect(placeOf(store.getState(), 'a').sending).toEqual({ kind: 'saving', requestId: 'r1' });
    bench.tell({ requestId: 'r1', ...progress });
    expect(placeOf(store.getState(), 'a').sending).toEqual({ kind: 'saving', requestId: 'r1', progress });
    bench.reply({ ok: true, value: answered(200) });
    await second;
    expect(placeOf(store.getState(), 'a')).toMatchObject({ sending: { kind: 'nothing' }, replies: 2 });
    store.change('a', { url: '/other' });
    void store.sendToFile('a');
    expect(bench.toFile[1]).not.toHaveProperty('exchangeId');
    stop();
  });
});

describe('the request of a connection', () => {
  it('is kept per connection, and sent as the form has it', () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench, () => 'r1');
    store.change('a', { url: '/users' });
    store.change('b', { url: '/other' });
    void store.send('a');
    expect(bench.sent).toEqual([
      {
        request: {
          method: 'GET',
          url: '/users',
          headers: [],
          connectionId: 'a',
          auth: { kind: 'connection' },
          followRedirects: false,
        },
        requestId: 'r1',
        bodyInPieces: true,
      },
    ]);
    expect(placeOf(store.getState(), 'b').draft.url).toBe('/other');
  });

  it('keeps the reply before until the next one comes, and through a cancel', async () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench, () => 'r1');
    const first = store.send('a');
    bench.reply({ ok: true, value: answered(200) });
    await first;
    const second = store.send('a');
    expect(placeOf(store.getState(), 'a')).toMatchObject({
      sending: { kind: 'sending', requestId: 'r1' },
      reply: { kind: 'answered', answer: { status: 200 } },
    });
    await store.cancel('a');
    await second;
    expect(bench.cancelled).toEqual(['r1']);
    expect(placeOf(store.getState(), 'a')).toMatchObject({
      sending: { kind: 'nothing' },
      reply: { kind: 'answered', answer: { status: 200 } },
      replies: 1,
    });
  });

  it('has its reply when the last piece of a long body has come, and not when one is gone', async () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench);
    const long: ApiAnswer = { ...answered(200), body: { ...answered(200).body, text: '[1,', rest: 'b1' } };
    bench.pieces.push(
      { ok: true, value: { text: '2,', isLast: false } },
      { ok: true, value: { text: '3]', isLast: true } },
    );
    const whole = store.send('a');
    bench.reply({ ok: true, value: long });
    await whole;
    const { reply } = placeOf(store.getState(), 'a');
    expect(reply.kind === 'answered' && reply.answer.body).toEqual({ ...answered(200).body, text: '[1,2,3]' });
    const torn = store.send('a');
    bench.reply({ ok: true, value: long });
    await torn;
    expect(placeOf(store.getState(), 'a').reply).toMatchObject({ kind: 'failed', error: { code: 'input.not-found' } });
  });

  it('is sent once however often it is asked for while it is under way', () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench);
    void store.send('a');
    void store.send('a');
    expect(bench.sent).toHaveLength(1);
  });

  it('is forgotten with its reply when the vault is locked, even a reply that comes later', async () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench);
    const stop = store.start();
    store.change('a', { url: 'https://api.example.com/secret' });
    const sending = store.send('a');
    stop();
    bench.reply({ ok: true, value: answered(200) });
    await sending;
    expect(store.getState().places).toEqual({});
  });

  it('takes a failure of the form back when the form is changed, and no other', async () => {
    const bench = fakeRequests();
    const store = createRequestStore(bench);
    const wrong = store.send('a');
    bench.reply({ ok: false, error: { code: 'input.not-a-url', message: 'No.', field: 'request.url' } });
    await wrong;
    store.change('a', { url: 'https://api.example.com' });
    expect(placeOf(store.getState(), 'a').reply).toEqual({ kind: 'none' });
    const lost = store.send('a');
    bench.reply({ ok: false, error: { code: 'network.dns', message: 'No such host.' } });
    await lost;
    store.change('a', { url: 'https://api.example.org' });
    expect(placeOf(store.getState(), 'a').reply).toMatchObject({ kind: 'failed', error: { code: 'network.dns' } });
  });
});

describe('the stored requests', () => {
  it('are listed by name, for the connection that they belong to', async () => {
    const bench = fakeRequests();
    const store = createSavedRequestsStore(bench);
    store.start();
    const request = { method: 'GET', url: '/', auth: { kind: 'none' } } as const;
    await store.save('b', { ...request, connectionId: 'one' });
    await store.save('a', { ...request, connectionId: 'one' });
    await store.save('c', { ...request, connectionId: 'two' });
    expect(savedOf(store.getState(), 'one').map(({ name }) => name)).toEqual(['a', 'b']);
    await store.save('z', { ...request, connectionId: 'one' }, 's2');
    await store.remove('s1');
    expect(savedOf(store.getState(), 'one').map(({ name }) => name)).toEqual(['z']);
  });

  it('are forgotten when the vault is locked', async () => {
    const store = createSavedRequestsStore(fakeRequests());
    const stop = store.start();
    await store.reload();
    expect(store.getState().kind).toBe('loaded');
    stop();
    await store.reload();
    expect(store.getState().kind).toBe('loading');
  });
});
