import { expect, test } from 'vitest';
import { BROWSER, missingFrom } from '../../../build/setup/systemPackages.mjs';

const WANTED = [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3'], ['xvfb']];

test('only what dpkg calls installed counts; removed packages that left their settings do not', () => {
  const lines = 'libgtk-3-0 installed\nlibnss3 config-files\nxvfb not-installed\n';
  expect(missingFrom(WANTED, lines)).toEqual([['libnss3'], ['xvfb']]);
});

test('the newer name of a library will do', () => {
  expect(missingFrom(WANTED, 'libgtk-3-0t64 installed\nlibnss3 installed\nxvfb installed\n')).toEqual([]);
});

test('dpkg that knows none of them means that all are missing', () => {
  expect(missingFrom(WANTED, '')).toEqual(WANTED);
});

test('either name of the browser that the tests sign in with will do', () => {
  expect(missingFrom(BROWSER, 'chromium not-installed\nchromium-browser installed\n')).toEqual([]);
  expect(missingFrom(BROWSER, 'chromium config-files\n')).toEqual(BROWSER);
});
