import { expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { mayQuit } from '../../../main/vault/mayQuit.ts';
import type { QuitAnswer } from '../../../main/vault/mayQuit.ts';

const full = new Failure('vault.not-saved', 'Not saved: the disk is full.');

async function outcome(options: { retry?: Failure; answer?: QuitAnswer; copy?: Failure }) {
  const steps: string[] = [];
  const quits = await mayQuit({
    vault: {
      retrySave: async () => {
        steps.push('retry');
        if (options.retry) throw options.retry;
      },
    },
    ask: async (sentence) => {
      steps.push(sentence);
      return options.answer ?? 'stay';
    },
    saveCopy: async () => {
      steps.push('copy');
      if (options.copy) throw options.copy;
    },
  });
  return { quits, steps };
}

it('quits without a word when all is on the disk, or gets there after all', async () => {
  expect(await outcome({})).toEqual({ quits: true, steps: ['retry'] });
});

it('asks otherwise, and does as it is told', async () => {
  const failing = { retry: full };
  const asked = ['retry', 'Not saved: the disk is full.'];
  expect(await outcome({ ...failing, answer: 'stay' })).toEqual({ quits: false, steps: asked });
  expect(await outcome({ ...failing, answer: 'leave' })).toEqual({ quits: true, steps: asked });
  expect(await outcome({ ...failing, answer: 'copy' })).toEqual({ quits: true, steps: [...asked, 'copy'] });
  const closed = new Failure('cancelled', 'No file was chosen.');
  expect(await outcome({ ...failing, answer: 'copy', copy: closed })).toMatchObject({ quits: false });
});
