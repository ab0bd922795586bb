import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../../main/core/diagnosis/analyze.ts';
import type { Material } from '../../../main/core/diagnosis/analyze.ts';
import { createRequestHistory } from '../../../main/core/request/requestHistory.ts';
import { createAnalyzeLong } from '../../../main/paste/analyzeLong.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';
import { NOON } from '../../support/oauthBench.ts';
import { bundle } from '../../support/vault/bundle.ts';

let worker: string;

beforeAll(async () => {
  worker = await bundle(new URL('../../../main/paste/pasteWorker.ts', import.meta.url));
});

/** An archive of a few megabytes whose last request was refused. */
function longArchive(): string {
  const entry = (status: number, text: string): object => ({
    request: { method: 'POST', url: 'https://sso.example.com/oauth2/v1/token', headers: [] },
    response: { status, headers: [], content: { text } },
  });
  const fine = Array.from({ length: 2_000 }, () => entry(200, 'x'.repeat(1_500)));
  return JSON.stringify({ log: { entries: [...fine, entry(401, '{"error":"invalid_client"}')] } });
}

function ports(workerPath: string) {
  const asked: Material[] = [];
  const inThread = createAnalyzeLong(workerPath);
  return {
    asked,
    ports: {
      records: createMemoryRecords(),
      calls: createRequestHistory(),
      now: () => NOON,
      analyzeLong: (material: Material) => {
        asked.push(material);
        return inThread(material);
      },
    },
  };
}

describe('the thread that diagnoses', () => {
  it('is given a long archive, and finds the same cause as main does', async () => {
    const { asked, ports: given } = ports(worker);
    const { findings, recognized } = await analyze(given, { text: longArchive() });
    expect(asked).toHaveLength(1);
    expect([recognized?.form, findings[0]?.cause]).toEqual(['har', 'client.credentials-wrong']);
  });

  it('is given a long text that is no JSON, and a long token', async () => {
    const { asked, ports: given } = ports(worker);
    const { findings } = await analyze(given, { text: `${'All is well. '.repeat(20_000)}AADSTS7000215` });
    const { recognized } = await analyze(given, { token: 'a'.repeat(200_000) });
    expect(asked.map(({ isToken }) => isToken)).toEqual([false, true]);
    expect(findings[0]?.cause).toBe('client.credentials-wrong');
    expect(recognized?.form).toBe('token');
  });

  it('is not asked about what takes a moment', async () => {
    const { ports: given } = ports('/does/not/exist.js');
    const { findings } = await analyze(given, { text: '{"error":"invalid_client"}' });
    expect(findings[0]?.cause).toBe('client.credentials-wrong');
  });
});
