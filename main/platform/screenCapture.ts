import type { BrowserWindow } from 'electron';
import type { ScreenCapture } from '../core/screenCapture.ts';

const REACH: Partial<Record<NodeJS.Platform, ScreenCapture['reach']>> = {
  win32: 'blocked',
  // Programs that use ScreenCaptureKit see the window all the same.
  darwin: 'partly-blocked',
};

/** Keeps our window out of screenshots where the system has a way to. */
export function createScreenCapture(
  window: () => Pick<BrowserWindow, 'isDestroyed' | 'setContentProtection'> | undefined,
  platform: NodeJS.Platform = process.platform,
): ScreenCapture {
  return {
    reach: REACH[platform] ?? 'not-blocked',
    block: (blocked) => {
      const shown = window();
      if (shown && !shown.isDestroyed()) shown.setContentProtection(blocked);
    },
  };
}
