import { createPublicKey } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority } from '../support/certificates.ts';
import { PASSPHRASE, createKeyFiles } from '../support/keyFiles.ts';
import type { KeyFiles } from '../support/keyFiles.ts';
import { launchNew } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startOidcProvider } from '../support/oidcProvider.ts';
import { createVault } from '../support/steps.ts';

const SHARED = { grant_types: ['client_credentials'], scope: 'api:read' };

async function startServer(authority: CertificateAuthority, signer: KeyFiles): Promise<RunningServer> {
  const jwk = { ...createPublicKey(signer.pkcs8).export({ format: 'jwk' }), kid: 'signer-alias' };
  return startOidcProvider({
    keys: await authority.issue(),
    clientAuthority: authority.certificate,
    users: {},
    clients: [
      { ...SHARED, client_id: 'signing', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } },
      {
        ...SHARED,
        client_id: 'showing',
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_subject_dn: 'CN=the-client',
      },
    ],
    configuration: { clientAuthMethods: ['private_key_jwt', 'tls_client_auth'] },
  });
}

/** What a desktop sends while a file is dragged over an element and let go there; the bytes become a real file of the page. */
async function drag(
  page: Page,
  selector: string,
  name: string,
  bytes: Buffer,
  type: 'dragover' | 'drop',
): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
      return transfer;
    },
    { name, base64: bytes.toString('base64') },
  );
  await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}

test.describe('keys and certificates of a client', () => {
  let authority: CertificateAuthority;
  let signer: KeyFiles;
  let server: RunningServer;
  let running: RunningApp;
  let page: Page;

  test.beforeAll(async () => {
    [authority, signer] = await Promise.all([createCertificateAuthority(), createKeyFiles('rsa')]);
    server = await startServer(authority, signer);
    running = await launchNew();
    page = running.page;
    await createVault(page);
  });
  test.afterAll(async () => {
    await running.close();
    await server.stop();
  });

  async function fillConnection(clientId: string, method: RegExp): Promise<void> {
    await page.getByRole('button', { name: 'New connection' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill(clientId);
    await page.getByLabel('Identity domain').fill(server.origin);
    await page.getByLabel('Client ID').fill(clientId);
    await page.getByRole('combobox', { name: 'Client authentication' }).click();
    await page.getByRole('option', { name: method }).click();
    await page.getByLabel('Scope', { exact: true }).fill('api:read');
    await page.getByRole('button', { name: 'Endpoints, TLS and proxy' }).click();
    await page.getByLabel('Token endpoint', { exact: true }).fill(`${server.origin}/oauth2/v1/token`);
    await page.getByLabel('Certificates of private authorities').fill(authority.certificate);
  }
  const save = (): Promise<void> => page.getByRole('button', { name: 'Save' }).click();
  const getToken = (): Promise<void> => page.getByRole('button', { name: 'Get token' }).click();
  const about = () => page.getByRole('region', { name: 'About the key' });

  test('a PFX dropped anywhere is opened, saved, and signs for a token; no file ever replaces the page', async () => {
    const address = page.url();
    const target = page.getByText('Drop the key or certificate file');
    await drag(page, '.shell-list', 'signer.pfx', signer.pfx, 'drop');
    await fillConnection('signing', /private_key_jwt/);
    await drag(page, '.shell-list', 'signer.pfx', signer.pfx, 'dragover');
    await expect(target).toBeVisible();
    await page.dispatchEvent('.shell-list', 'dragleave');
    await expect(target).toBeHidden();
    await drag(page, '.shell-list', 'disk.img', Buffer.alloc(5_000_001), 'drop');
    await expect(page.getByText('disk.img is larger than 5 MB, which is more than is read.')).toBeVisible();
    await drag(page, '.shell-list', 'signer.pfx', signer.pfx, 'drop');
    await expect(about()).toContainText('The key is encrypted');
    await page.getByLabel('Passphrase of the key').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(about()).toContainText('Key and certificate belong together');
    await about().getByRole('button', { name: 'Use as key ID' }).click();
    await save();
    await getToken();
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible();
    expect(page.url()).toBe(address);
  });

  test('mutual TLS tells a missing certificate from a foreign one, and gives a token with the right one', async () => {
    const pemOf = async (from: CertificateAuthority): Promise<Buffer> => {
      const { privateKey, certificate } = await from.issue({ subject: 'the-client', names: [], purpose: 'client' });
      return Buffer.from(privateKey + certificate);
    };
    const takeCertificate = async (pem: Buffer): Promise<void> => {
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await expect(page.getByLabel('Client ID')).toHaveValue('showing');
      await drag(page, '.shell-list', 'client.pem', pem, 'drop');
      await expect(page.getByText('From client.pem')).toBeVisible();
      await expect(about()).toContainText('Key and certificate belong together');
      await save();
      await getToken();
    };
    await fillConnection('showing', /mutual TLS/);
    await save();
    await getToken();
    await expect(page.getByRole('alert').getByText(/^Enter the private key of the client certificate/)).toBeVisible();
    await takeCertificate(await pemOf(await createCertificateAuthority('another authority')));
    const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
    await expect(diagnosis).toContainText('The certificate is not registered with the application');
    await takeCertificate(await pemOf(authority));
    await expect(page.getByRole('region', { name: 'Access token' })).toBeVisible();
    await page
      .getByRole('article', { name: 'Token request' })
      .first()
      .getByRole('button', { expanded: false })
      .first()
      .click();
    const way = page.getByLabel('The way there').first();
    await expect(way.locator('.fact', { hasText: 'Client certificate' })).toHaveText('Client certificatesent');
    await expect(way).toContainText('Grantsmith test authority');
  });
});
