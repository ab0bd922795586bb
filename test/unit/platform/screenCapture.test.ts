import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { createScreenCapture } from '../../../main/platform/screenCapture.ts';
