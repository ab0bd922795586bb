import { describe, expect, it } from 'vitest';
import type { GrantsmithApi } from '#contract/api.ts';
import type { Guide, GuideStep, GuideStepId } from '#contract/guide.ts';
import type { Result } from '#contract/result.ts';
import { createGuideStore } from '../../../renderer/features/guide/guideStore.ts';
import type { GuideView } from '../../../renderer/features/guide/guideStore.ts';
import { markdownOf, progressOf, progressWords, stepsFor } from '../../../renderer/features/guide/guideWords.ts';

const step = (id: GuideStepId, more: Partial<GuideStep> = {}): GuideStep => ({
  id,
  place: 'client',
  title: `Title of ${id}`,
  why: 'Because.',
  details: ['Click.'],
  inConsole: false,
  takes: [],
  gives: [],
  findings: [],
  ...more,
});

const guideOf = (...steps: GuideStep[]): Guide => ({
  grant: 'password',
  clientAuth: 'client_secret_basic',
  server: 'identity-domain',
  refresh: { possible: true, wanted: false },
  steps,
});

const SEEN = { evidence: 'A token was issued with these settings.', at: 5 };
const GUIDE = guideOf(
  step('domain.address', { place: 'service', seen: SEEN, findings: ['client.other-domain'] }),
  step('client.grant', { tickedAt: 7, findings: ['client.grant-not-allowed'] }),
  step('client.activate', { findings: ['client.inactive'], consolePath: 'A → B' }),
  step('client.credentials', { seen: SEEN, tickedAt: 9, takes: [{ name: 'Client ID', into: 'Client ID' }] }),
);

describe('the words of the guide', () => {
  it('count a step once, by the word of the app before that of the person', () => {
    expect(progressOf(GUIDE)).toEqual({ steps: 4, done: 3, seen: 2, ticked: 1 });
    expect(progressWords(progressOf(GUIDE))).toBe('2 seen by Grantsmith, 1 ticked by you');
    expect(progressWords({ steps: 4, done: 0, seen: 0, ticked: 0 })).toBe('');
  });

  it('lead from a cause to its step, the likeliest first and each once', () => {
    const found = stepsFor(GUIDE, ['client.inactive', 'client.other-domain', 'client.inactive', 'no such cause']);
    expect(found.map(({ number, step: { id } }) => [number, id])).toEqual([
      [3, 'client.activate'],
      [1, 'domain.address'],
    ]);
  });

  it('are handed on as a list that says whose word each tick is', () => {
    const given = step('client.redirect', {
      gives: [{ name: 'Redirect URI', into: 'Redirect URL', value: 'http://127.0.0.1:8765/`' }],
    });
    const text = markdownOf(guideOf(...GUIDE.steps, given), {
      name: 'TEST',
      grantName: 'Resource owner password',
      clientId: 'client-1',
      domainUrl: 'https://idcs-1.identity.oraclecloud.com',
    });
    expect(text).toBe(
      `# What “TEST” needs

- Grant: Resource owner password
- Client authentication: \`client_secret_basic\`
- Server: \`https://idcs-1.identity.oraclecloud.com\`
- Client ID: \`client-1\`

## The domain and the service

- [x] **1. Title of domain.address**
  - Because.
  - Click.
  - Seen by Grantsmith: A token was issued with these settings.

## Your application

- [x] **2. Title of client.grant**
  - Because.
  - Click.
  - Ticked by hand.

- [ ] **3. Title of client.activate**
  - Because.
  - Where: A → B
  - Click.

- [x] **4. Title of client.credentials**
  - Because.
  - Click.
  - Client ID → field “Client ID” of the connection
  - Seen by Grantsmith: A token was issued with these settings.

- [ ] **5. Title of client.redirect**
  - Because.
  - Click.
  - Redirect URL: \`\` http://127.0.0.1:8765/\` \`\`
`,
    );
  });
});

interface FakeBridge {
  store: ReturnType<typeof createGuideStore>;
  asked: unknown[];
  ticks: unknown[];
  emit: () => void;
  answer: (result: Result<Guide>) => void;
}

/** A bridge that answers each question for a guide when the test says so. */
function make(setDone: Result<{ done: boolean }> = { ok: true, value: { done: true } }): FakeBridge {
  const asked: unknown[] = [];
  const ticks: unknown[] = [];
  const waiting: ((result: Result<Guide>) => void)[] = [];
  const listeners = new Set<() => void>();
  const on: GrantsmithApi['on'] = (_name, listener) => {
    const told = (): void => {
      Reflect.apply(listener, undefined, [{}]);
    };
    listeners.add(told);
    return () => void listeners.delete(told);
  };
  const store = createGuideStore({
    on,
    guide: {
      get: (input) => {
        asked.push(input);
        return new Promise((resolve) => waiting.push(resolve));
      },
      setDone: async (input) => {
        ticks.push(input);
        return setDone;
      },
    },
  });
  return {
    store,
    asked,
    ticks,
    emit: () => listeners.forEach((told) => told()),
    answer: (result) => waiting.shift()?.(result),
  };
}

const viewOf = ({ store }: FakeBridge): GuideView | undefined => store.getState().views['one'];
const value = (guide: Guide): Result<Guide> => ({ ok: true, value: guide });

async function opened(bridge: FakeBridge): Promise<void> {
  const open = bridge.store.open('one', 'password');
  bridge.answer(value(GUIDE));
  await open;
}

describe('the store of the guide', () => {
  it('shows the last answer, whichever comes last', async () => {
    const bridge = make();
    const [first, second] = [bridge.store.open('one', 'password'), bridge.store.choose('one', { server: 'other' })];
    expect(viewOf(bridge)?.reading).toEqual({ kind: 'loading' });
    expect(bridge.asked).toEqual([
      { grant: 'password', connectionId: 'one' },
      { grant: 'password', connectionId: 'one', server: 'other' },
    ]);
    bridge.answer(value(guideOf()));
    bridge.answer(value(GUIDE));
    await Promise.all([first, second]);
    expect(viewOf(bridge)?.reading).toEqual({ kind: 'loaded', guide: GUIDE });
  });

  it('has one step open at a time, and none when it is asked for again', async () => {
    const bridge = make();
    await opened(bridge);
    bridge.store.toggle('one', 'client.grant');
    bridge.store.toggle('one', 'client.activate');
    expect(viewOf(bridge)?.openStep).toBe('client.activate');
    bridge.store.toggle('one', 'client.activate');
    expect(viewOf(bridge)?.openStep).toBeUndefined();
    bridge.store.showLeft('one', true);
    bridge.store.show('one', 'domain.address');
    expect(viewOf(bridge)).toMatchObject({ openStep: 'domain.address', onlyLeft: false });
  });

  it('keeps what was chosen until the connection has another grant', async () => {
    const bridge = make();
    await opened(bridge);
    bridge.store.toggle('one', 'client.grant');
    await opened(bridge);
    expect(viewOf(bridge)?.openStep).toBe('client.grant');
    void bridge.store.open('one', 'device_code');
    expect(viewOf(bridge)).toMatchObject({ grant: 'device_code', reading: { kind: 'loading' }, openStep: undefined });
  });

  it('shows main’s word after a tick, and why one was not kept', async () => {
    const refused = { code: 'vault.not-saved' as const, message: 'The disk is full.' };
    const bridge = make({ ok: false, error: refused });
    await opened(bridge);
    const tick = bridge.store.tick('one', 'client.activate', true);
    await Promise.resolve();
    expect(bridge.ticks).toEqual([{ connectionId: 'one', stepId: 'client.activate', done: true }]);
    await Promise.resolve();
    bridge.answer(value(guideOf()));
    await tick;
    expect(viewOf(bridge)).toMatchObject({ problem: refused, reading: { guide: guideOf() } });
  });

  it('follows changes while it is started, and forgets everything at the end', async () => {
    const bridge = make();
    const stop = bridge.store.start();
    await opened(bridge);
    const before = bridge.asked.length;
    bridge.emit();
    expect(bridge.asked.length).toBeGreaterThan(before);
    stop();
    expect(bridge.store.getState().views).toEqual({});
    const after = bridge.asked.length;
    bridge.emit();
    expect(bridge.asked).toHaveLength(after);
  });
});
