import { expect, test } from 'vitest';
import { slotWords } from '../../../renderer/features/proof/slotWords.ts';
import { differenceWords, unavailableWords } from '../../../renderer/features/vault/generationWords.ts';

test('going back to an earlier state says what it costs', () => {
  expect(differenceWords({ missing: 1, changed: 2, added: 0 })).toBe(
    '1 entry saved later would be missing, 2 entries would be as before.',
  );
  expect(differenceWords({ missing: 0, changed: 0, added: 0 })).toContain('same entries');
  // What is left of a damaged file may lack entries that it had.
  expect(differenceWords({ missing: 0, changed: 0, added: 0 }, true)).toContain('can still be read');
  expect(differenceWords(undefined)).toContain('cannot be told');
});

test('each way to lose a file has its own words', () => {
  const titles = ['vault.corrupt', 'vault.missing-file', 'vault.too-new', undefined].map(
    (code) => unavailableWords(code).title,
  );
  expect(new Set(titles).size).toBe(4);
});

test('a way in is told with its parameters', () => {
  expect(slotWords({ type: 'password', keyDerivation: { memoryKib: 65_536, passes: 3, lanes: 1 } })).toBe(
    'password: 64 MiB, 3 passes, 1 lane',
  );
  expect(slotWords({ type: 'os', keyring: { backend: 'gnome_libsecret', api: 'sync' } })).toBe(
    'this computer’s keyring: gnome_libsecret',
  );
  expect(slotWords({ type: 'recovery' })).toBe('recovery key');
});
