import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '#contract/diagnosis.ts';
import { analyzeMaterial } from '../../../../main/core/diagnosis/analyze.ts';
import { diagnoseApiRefusal } from '../../../../main/core/diagnosis/apiRefusal.ts';
import { observing } from '../../../../main/core/diagnosis/read/readFailure.ts';
import { takeApart, takingApart } from '../../../../main/core/diagnosis/read/takeApart.ts';
import { diagnoseRefusal } from '../../../../main/core/diagnosis/refusal.ts';
import type { EventLoop } from '../../../../main/core/slices.ts';
import { countedTurns } from '../../../support/countedTurns.ts';
import { NOON } from '../../../support/oauthBench.ts';

const REFUSED = '{"error":"invalid_client"}';

describe('main gets its turn between the rules, as the first use of each may take long,', () => {
  it.each<[string, string, (eventLoop: EventLoop) => Promise<Diagnosis>]>([
    [
      'a refused token request',
      'client.credentials-wrong',
      (eventLoop) =>
        diagnoseRefusal(
          {
            status: 401,
            error: 'invalid_client',
            body: REFUSED,
            replyHeaders: [],
            url: 'https://sso.example.com/oauth2/v1/token',
            method: 'POST',
            grantType: 'client_credentials',
            clientAuthMethod: 'client_secret_basic',
            scope: '',
            secretFlaws: [],
            refreshTokenIsJwt: false,
          },
          eventLoop,
        ),
    ],
    [
      'a call that an API refused',
      'token.missing',
      (eventLoop) =>
        diagnoseApiRefusal(
          {
            status: 401,
            replyHeaders: [['WWW-Authenticate', 'Bearer']],
            challenge: {},
            body: '',
            isHtml: false,
            url: new URL('https://api.example.com/a'),
            hasToken: false,
            serverNow: NOON,
            clockSkewSeconds: 0,
          },
          eventLoop,
        ),
    ],
    [
      'what was pasted',
      'client.credentials-wrong',
      (eventLoop) => analyzeMaterial({ text: REFUSED, isToken: false, context: { now: NOON } }, eventLoop),
    ],
  ])('of %s', async (_, cause, diagnose) => {
    const { eventLoop, stepsATurn } = countedTurns();
    const { findings } = await diagnose(eventLoop);
    expect(findings[0]?.cause).toBe(cause);
    expect(stepsATurn.length).toBeGreaterThan(20);
    expect(Math.max(...stepsATurn)).toBeLessThanOrEqual(10);
  });
});

it('reads what was pasted in steps, too', () => {
  expect([...takingApart('Anything at all that failed.')].length).toBeGreaterThan(5);
  expect([...observing(takeApart(REFUSED), { now: NOON })].length).toBeGreaterThan(4);
});
