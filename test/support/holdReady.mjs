/*
 * Loaded before the app (`electron -r`): no window opens until Playwright is attached. Playwright that attaches in the moment of a
 * page's first navigation never hears of it and waits until its time is over; it calls `__playwright_run` once it is there.
 */
import { app } from 'electron';

const reallyReady = app.whenReady();
const attached = new Promise((resolve) => {
  Object.assign(globalThis, { __playwright_run: resolve });
});
app.whenReady = () => attached.then(() => reallyReady);
