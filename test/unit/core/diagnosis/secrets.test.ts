import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { analyzeText } from '../../../../main/core/diagnosis/analyze.ts';
import { diagnoseCase, readCases } from '../../../support/diagnosisCases.ts';
import type { DiagnosisCase } from '../../../support/diagnosisCases.ts';

const cases = [...readCases('recorded'), ...readCases('documented'), ...readCases('reported')];
const SECRET = 'Pl4nted-s3cret';
const BASIC = Buffer.from(`client-1:${SECRET}`).toString('base64');
const TOKEN = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"planted","exp":1}').toString('base64url')}.c2lnbmF0dXJl`;

const exchangeSchema = z.looseObject({
  request: z.looseObject({ headers: z.record(z.string(), z.string()), body: z.string() }),
  response: z.looseObject({ body: z.string() }),
});

/** The case with secrets in its text, in the places where people leave them. */
function planted({ input }: DiagnosisCase): string {
  if (input.kind === 'exchange') {
    const { request, response } = exchangeSchema.parse(JSON.parse(input.text));
    const headers = { ...request.headers, Cookie: `session=${SECRET}`, 'X-Api-Key': SECRET };
    const body = `${request.body}&client_secret=${SECRET}&refresh_token=${SECRET}`;
    return JSON.stringify({
      request: { ...request, headers, body },
      response: { ...response, body: response.body.replace('}', `,"echo":"${SECRET}"}`) },
    });
  }
  const lead = `client_secret=${SECRET} "password": "${SECRET}" Authorization: Basic ${BASIC} ${TOKEN}`;
  const tail = [
    `Authorization: Bearer ${SECRET}`,
    `echo of ${SECRET}`,
    `<wsse:Password Type="x">${SECRET}</wsse:Password>`,
  ];
  return `${input.text} ${lead}\n${tail.join('\n')}`;
}

describe('secrets in what was pasted', () => {
  it('come back from no case', async () => {
    const diagnoses = await Promise.all(cases.map((each) => diagnoseCase(each, planted(each))));
    const leaks = cases.flatMap((each, index) => {
      const answer = JSON.stringify(diagnoses[index]);
      const found = [SECRET, BASIC, TOKEN, TOKEN.split('.')[1] ?? ''].filter((secret) => answer.includes(secret));
      return found.length === 0 ? [] : [`${each.id} ${each.title}: ${found.join(', ')}`];
    });
    expect(leaks).toEqual([]);
  });

  it('stand in the cases of exchanges, so that the test above can fail', () => {
    const exchanges = cases.filter(({ input }) => input.kind === 'exchange').map(planted);
    expect(exchanges.length).toBeGreaterThan(20);
    expect(exchanges.every((text) => text.includes(SECRET))).toBe(true);
  });

  it('are masked in the evidence beside the words that gave the cause away', async () => {
    const { findings } = await analyzeText(
      `client_secret=${SECRET} AADSTS7000215: Invalid client secret provided: ${SECRET}`,
      { now: 0 },
    );
    expect(findings[0]?.evidence.map(({ quote }) => quote).join()).toMatch(/⟦.*AADSTS7000215/);
  });
});
