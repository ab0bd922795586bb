import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { leaksInText, makeCanary, plantedSecrets } from '../support/canary.ts';
import { readAsStranger } from '../support/caseFiles.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { answerDialogs, createVault, startSandbox } from '../support/steps.ts';

const WRONG = makeCanary('a wrong client secret');

test('a refused request becomes a case file without a secret in it, and opens again', async () => {
  const profile = await makeProfile();
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-case-'));
  const file = join(folder, 'refused.case.html');
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await startSandbox(page);
  const name = 'Practice with a wrong secret';
  await page.evaluate(
    async ([called, secret]) => {
      const { connections } = window.grantsmith;
      const list = await connections.list();
      const id = (list.ok ? list.value : []).find(({ grantType }) => grantType === 'client_credentials')?.id ?? '';
      const original = await connections.get({ id });
      if (!original.ok) throw new Error(original.error.message);
      const { domainUrl, endpoints, clientId, scope, tls, clientAuth } = original.value;
      const saved = await connections.save({
        connection: {
          name: called,
          ...(domainUrl === undefined ? {} : { domainUrl }),
          endpoints,
          clientId,
          scope,
          tls,
          clientAuth: { method: clientAuth.method, secret },
          grant: { type: 'client_credentials' },
        },
      });
      if (!saved.ok) throw new Error(saved.error.message);
    },
    [name, WRONG] as const,
  );
  await page.reload();
  await page.getByRole('navigation', { name: 'Connections' }).getByText(name).click();
  await page.getByRole('tab', { name: 'Token' }).click();
  await page.getByRole('button', { name: 'Get token' }).click();
  await page.getByRole('alert', { name: 'Refusal' }).waitFor();

  await page.getByRole('button', { name: 'Case file …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Case file' });
  await expect(dialog.getByLabel('Note (optional)')).toBeFocused();
  await dialog.getByLabel('Note (optional)').fill(`I typed ${WRONG}, as jane.doe@example.com told me.`);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByRole('article', { name: 'Case' })).toContainText('I typed ⟦client_secret 1⟧');
  await expect(dialog.getByRole('tab', { name: 'What it says' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(dialog.getByRole('button', { name: 'Preview' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('tab', { name: /What was replaced/ }).click();
  await expect(dialog.getByRole('table', { name: 'What was replaced' })).toContainText('⟦e-mail 1⟧');
  await answerDialogs(app, file);
  await dialog.getByRole('button', { name: 'Save …' }).click();
  await expect(page.getByText('refused.case.html is in the folder that you chose.')).toBeVisible();
  await expect(dialog).toBeHidden();

  const saved = await readFile(file, 'utf8');
  expect(leaksInText('case file', saved, plantedSecrets())).toEqual([]);
  // The header of the request had the very secret that the note names.
  expect(saved).toMatch(/"authorization","Basic ⟦client_secret 1⟧"/i);
  const { case: read, har } = readAsStranger(saved);
  expect(read).toMatchObject({ format: 'grantsmith-case', exchanges: [{ response: { status: 401 } }] });
  expect(har).toMatchObject({ log: { version: '1.2', entries: [{ response: { status: 401 } }] } });

  await page.keyboard.press('Control+K');
  await page.keyboard.type('Open a case file');
  await page.keyboard.press('Enter');
  const opened = page.getByRole('region', { name: 'Case file' });
  await expect(opened).toContainText('I typed ⟦client_secret 1⟧, as ⟦e-mail 1⟧ told me.');
  await expect(opened).not.toContainText('was changed after it was made');
  await expect(opened.getByRole('region', { name: 'Requests' })).toContainText('401');

  await writeFile(file, saved.slice(0, saved.length / 2));
  await opened.getByRole('button', { name: 'Open a case file …' }).click();
  await expect(page.getByText(/This is no whole case file of Grantsmith/)).toBeVisible();

  await rm(folder, { recursive: true });
  await close();
  await profile.remove();
});
