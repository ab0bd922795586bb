import { expect, it } from 'vitest';
import { presentPaste } from '../../../../main/core/paste/present.ts';
import { recognize } from '../../../../main/core/paste/recognize.ts';
import { JWT, SECRET } from './texts/parts.ts';
import { TEXTS } from './texts/texts.ts';

const read = (text: string) => presentPaste(recognize(text), 'paste');

it.each(TEXTS)('recognises $name', ({ text, kind, offers, connection, missing, request }) => {
  const reading = read(text);
  expect(reading.kind).toBe(kind);
  if (offers !== undefined) {
    const shown = reading.offers.map((offer) => offer.kind);
    expect(offers.length === 0 ? shown : shown.slice(0, offers.length)).toEqual(offers);
  }
  const offered = reading.offers.find((offer) => offer.kind === 'connection');
  if (connection !== undefined) expect(offered?.connection).toMatchObject(connection);
  if (missing !== undefined) expect(offered?.missing).toEqual(missing);
  if (request !== undefined) expect(reading.offers.find((offer) => offer.kind === 'request')).toMatchObject(request);
});

it('has a text for every kind', () => {
  expect(TEXTS.length).toBeGreaterThanOrEqual(60);
});

it.each(TEXTS)('gives no secret back of $name', ({ text }) => {
  const reply = JSON.stringify(read(text));
  for (const secret of [SECRET, btoa(`:${SECRET}`).slice(4, 16), JWT.slice(-20)]) expect(reply).not.toContain(secret);
});

it('says what something looked like that it does not read', () => {
  expect(read('openapi: 3.0.0\ninfo:\n').notes.join(' ')).toContain('Save it as JSON');
  expect(read('Invoke-RestMethod -Uri x').notes.join(' ')).toContain('PowerShell');
});

it('puts a command’s own file and switched-off check into words', () => {
  const [offer] = read(`curl -k -u a:${SECRET} https://sso.example.com/token -d @body.txt`).offers;
  expect(offer).toMatchObject({
    kind: 'connection',
    notes: [expect.stringContaining('file'), expect.stringContaining('-k')],
  });
});
