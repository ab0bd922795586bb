import { expect, test } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, startSandbox } from '../support/steps.ts';

const SECRET = 'Pl4nted-s3cret';

test('a pasted failure is recognised, explained and forgotten, and a refused request leads to its explanation', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  await createVault(page);
  const answer = page.getByRole('region', { name: 'Diagnosis' });
  await startSandbox(page);
  const refused = await page.evaluate(async () => {
    const connections = await window.grantsmith.connections.list();
    const all = connections.ok ? connections.value : [];
    const id = all.find(({ grantType }) => grantType === 'client_credentials')?.id ?? '';
    return window.grantsmith.tokens.request({ connectionId: id, overrides: { scope: 'no-such-scope' } });
  });
  expect(refused).toMatchObject({ ok: true, value: { kind: 'refused' } });
  await page
    .getByRole('navigation', { name: 'Connections' })
    .getByText(/client credentials/i)
    .first()
    .click();
  await page.getByRole('tab', { name: 'Diagnose' }).click();
  await page.getByRole('region', { name: 'Last failures' }).getByRole('button').first().click();
  await expect(answer.getByText('The scope is not known to the domain')).toBeVisible();

  await page.keyboard.press('Control+K');
  await page.keyboard.type('Paste a failure');
  await page.keyboard.press('Enter');
  const box = page.getByRole('textbox', { name: 'What failed' });
  await expect(page.getByText('Paste what went wrong')).toBeVisible();

  await box.fill(
    `curl -i https://sso.example.com/token -d 'client_secret=${SECRET}'\n\n{"error":"invalid_grant","error_description":"AADSTS50011: ${SECRET}"}`,
  );
  await expect(answer.getByText('The redirect URI is not registered exactly so')).toBeVisible();
  await expect(page.getByText('Read as a curl command')).toBeVisible();
  await expect(answer).not.toContainText(SECRET);

  await box.fill('the quick brown fox');
  await expect(page.getByText('Nothing known fits')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('Paste what went wrong')).toBeVisible();

  await close();
  await profile.remove();
});
