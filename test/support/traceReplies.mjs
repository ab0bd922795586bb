/*
 * Loaded before the app (`electron -r`): writes down all that main tells the page, so that it can be searched for secrets afterwards.
 * Left out is what the person asked to see in clear.
 */
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { app, ipcMain } from 'electron';

const file = process.env['TRACED_REPLIES'];

/** @param {string} channel @param {unknown} input */
const isReveal = (channel, input) =>
  channel === 'vault.reveal' || (typeof input === 'object' && input !== null && 'reveal' in input && input.reveal);

/** @param {string} channel @param {unknown} data */
function keep(channel, data) {
  if (file !== undefined) appendFileSync(file, `${channel} ${JSON.stringify(data)}\n`);
}

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) => {
  handle(channel, async (event, /** @type {unknown} */ input) => {
    /** @type {unknown} */
    const reply = await listener(event, input);
    if (!isReveal(channel, input)) keep(channel, reply);
    return reply;
  });
};
app.on('web-contents-created', (_event, contents) => {
  const send = contents.send.bind(contents);
  contents.send = (channel, /** @type {unknown} */ data) => {
    keep(channel, data);
    send(channel, data);
  };
});
