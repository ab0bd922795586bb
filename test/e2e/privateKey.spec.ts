import { expect, test } from '@playwright/test';
import { createKeyFiles, PASSPHRASE } from '../support/keyFiles.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault } from '../support/steps.ts';

test('a PFX that is chosen is told at once: locked, opened, and as stored', async () => {
  const files = await createKeyFiles('rsa');
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  try {
    await createVault(page);
    await page.getByRole('button', { name: 'New connection' }).first().click();
    await page.getByLabel('Identity domain').fill('https://idcs-example.identity.oraclecloud.com');
    await page.getByLabel('Client ID').fill('client-1');
    await page.getByRole('combobox', { name: 'Client authentication' }).click();
    await page.getByRole('option', { name: /private_key_jwt/ }).click();
    const file = { name: 'signer.pfx', mimeType: 'application/x-pkcs12', buffer: files.legacyPfx };
    await page.locator('input[type=file]').setInputFiles(file);
    const about = page.getByRole('region', { name: 'About the key' });
    await expect(about).toContainText('The key is encrypted');
    const passphrase = page.getByLabel('Passphrase of the key');
    await passphrase.fill('not this one');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByText('The passphrase does not open this key', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(passphrase).toBeFocused();
    await passphrase.fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(about).toContainText('Key and certificate belong together');
    await expect(about).toContainText('RSA, 2048 bits');
    await expect(about).toContainText(files.sha256.toLowerCase());
    await about.getByText('Where the certificate is imported').click();
    await expect(about.getByRole('list', { name: 'Where in the console' }).first()).toContainText(
      'Integrated applications',
    );
    await about.getByRole('button', { name: 'Use as key ID' }).click();
    await expect(page.getByLabel('Key ID (kid)')).toHaveValue('signer-alias');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await expect(about).toContainText('Key and certificate belong together');
  } finally {
    await close();
    await profile.remove();
  }
});
