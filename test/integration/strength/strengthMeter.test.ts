import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStrengthMeter } from '../../../main/strength/strengthMeter.ts';
import type { StrengthMeter } from '../../../main/strength/strengthMeter.ts';
import { bundle } from '../../support/vault/bundle.ts';

let meter: StrengthMeter;
beforeAll(async () => {
  meter = createStrengthMeter(await bundle(new URL('../../../main/strength/strengthWorker.ts', import.meta.url)));
});
afterAll(() => meter.close());

describe('the strength of a password', () => {
  it.each(['', 'password', 'Oracle2026!', 'P@ssw0rd1', 'qwertyuiop', 'aaaaaaaaaaaaaaaaaaaa', 'abababababababab'])(
    'is not enough for %j',
    async (password) => {
      const { score, acceptable } = await meter.measure(password);
      expect(score).toBeLessThan(3);
      expect(acceptable).toBe(false);
    },
  );

  it.each(['correct horse battery', 'Vq7#tz!Lm2$w', 'vier Wörter ohne Sinn', 'x'.repeat(500) + 'abcdefg'])(
    'is enough for %j',
    async (password) => {
      expect(await meter.measure(password)).toMatchObject({ acceptable: true });
    },
  );

  it('comes with words that help, and with none of the password', async () => {
    const measured = await meter.measure('hunter2');
    expect(measured.crackTime).not.toBe('');
    expect(measured.suggestion).toMatch(/[a-z]{3}/);
    const refused = expect(meter.requireStrong('hunter2', 'next')).rejects;
    await refused.toMatchObject({ code: 'input.weak-password', field: 'next' });
    await expect(meter.requireStrong('hunter2', 'next')).rejects.not.toThrow('hunter2');
    await meter.requireStrong('correct horse battery', 'next');
  });

  it('is measured anew after it was closed', async () => {
    meter.close();
    expect((await meter.measure('password')).score).toBe(0);
  });
});
