import { expect, it } from 'vitest';
import { createScreenCapture } from '../../../main/platform/screenCapture.ts';

it.each([
  ['win32', 'blocked'],
  ['darwin', 'partly-blocked'],
  ['linux', 'not-blocked'],
] as const)('says of %s that the window is %s', (platform, reach) => {
  expect(createScreenCapture(() => undefined, platform).reach).toBe(reach);
});

it('switches the window that is there, and none that is gone', () => {
  const switched: boolean[] = [];
  let isGone = false;
  const window = { isDestroyed: () => isGone, setContentProtection: (on: boolean) => void switched.push(on) };
  const capture = createScreenCapture(() => window, 'win32');
  capture.block(true);
  capture.block(false);
  isGone = true;
  capture.block(true);
  createScreenCapture(() => undefined, 'win32').block(true);
  expect(switched).toEqual([true, false]);
});
