import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { z } from 'zod';

const question = z.object({ id: z.number(), password: z.string() });
/** Looking at more of a long password would take seconds, and it is strong by then. */
const LOOKED_AT = 100;

const meter = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary, product: ['grantsmith', 'oracle', 'idcs', 'oauth'] },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});

parentPort?.on('message', (message: unknown) => {
  const { id, password } = question.parse(message);
  const { score, crackTimes, feedback } = meter.check(password.slice(0, LOOKED_AT));
  const suggestion = [feedback.warning, ...feedback.suggestions].find((text) => text !== null && text !== '');
  const crackTime = crackTimes.offlineSlowHashingXPerSecond.display;
  parentPort?.postMessage({ id, score, crackTime, ...(suggestion !== undefined && { suggestion }) });
});
