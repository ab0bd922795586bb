import { electronVersion } from './electronVersion.ts';

/** Fails a test file of the runtime suite that does not run inside Electron: it would prove nothing beyond the other suites. */
if (electronVersion === undefined) throw new Error('This suite runs on the node of an Electron.');
