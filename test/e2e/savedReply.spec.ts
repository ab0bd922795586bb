import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import { answerDialogs, createVault } from '../support/steps.ts';

test('a reply is saved after it was shown, or goes to a file as it comes', async () => {
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 251));
  let finish = (): void => undefined;
  const server = await startRecordingServer(({ path }, response) => {
    if (path === '/small') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"small":true}');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, 1_500_000));
    finish = () => void response.end(bytes.subarray(1_500_000));
  });
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await page.evaluate(async () => {
    const saved = await window.grantsmith.connections.save({
      connection: {
        name: 'Meter reads',
        domainUrl: 'https://idcs-1.identity.oraclecloud.com',
        clientId: 'client-1',
        clientAuth: { method: 'none' },
        grant: { type: 'client_credentials' },
        scope: '',
      },
    });
    if (!saved.ok) throw new Error(saved.error.message);
  });
  await page.getByRole('navigation', { name: 'Connections' }).getByRole('button', { name: 'Meter reads' }).click();
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByRole('radio', { name: /^No token/ }).check();
  const folder = join(profile.path, 'saved');
  await app.evaluate((_electron, path) => process.getBuiltinModule('node:fs').mkdirSync(path), folder);

  await page.getByLabel('Address').fill(`${server.origin}/small`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('200 OK').first()).toBeVisible();
  await answerDialogs(app, join(folder, 'small.json'));
  await page.getByRole('button', { name: 'Save the reply' }).click();
  await expect(page.getByText('Saved as small.json.')).toBeVisible();
  expect(await readFile(join(folder, 'small.json'), 'utf8')).toBe('{"small":true}');

  await page.getByLabel('Address').fill(`${server.origin}/large`);
  await answerDialogs(app, join(folder, 'large.bin'));
  const download = page.getByRole('button', { name: 'Download the reply to a file…' });
  await download.press('Enter');
  await expect.poll(async () => (await readdir(folder)).length).toBe(2);
  // The buttons give way to one another, and the keyboard stays where it was.
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('200 OK').first()).toBeVisible();
  await expect.poll(() => readdir(folder)).toEqual(['small.json']);
  await expect(page.getByRole('button', { name: 'Send' })).toBeFocused();

  await download.click();
  await expect.poll(() => server.received.filter(({ path }) => path === '/large').length).toBe(2);
  await expect.poll(async () => (await readdir(folder)).length).toBe(2);
  finish();
  await expect(page.getByText('Saved as large.bin')).toBeVisible();
  expect(bytes.equals(await readFile(join(folder, 'large.bin')))).toBe(true);

  await close();
  await server.stop();
  await profile.remove();
});
