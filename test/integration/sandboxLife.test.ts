import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../main/sandbox/startSandbox.ts';
import { buildSandbox } from '../support/sandboxWorker.ts';
import { serveForTest, tokenFor } from './sandboxSupport.ts';

/** Whether something accepts connections there. */
const isOpen = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
const portOf = (url: string) => Number(new URL(url).port);

/** Status of a request that says it wants another host than it reaches, as after DNS rebinding. */
const statusFor = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });

async function holdPort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe('in this process', () => {
  test('starts and stops five times, and leaves both ports closed each time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sandbox = await serveForTest();
      const ports = [portOf(sandbox.domainUrl), portOf(sandbox.apiUrl)];
      await tokenFor(sandbox, 'rest');
      expect(await Promise.all(ports.map((port) => isOpen('127.0.0.1', port)))).toEqual([true, true]);
      await sandbox.stop();
      await sandbox.stop();
      expect(await Promise.all(ports.map((port) => isOpen('127.0.0.1', port)))).toEqual([false, false]);
    }
  });

  test('listens on the loopback address only', async () => {
    const sandbox = await serveForTest();
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    const hosts = ['::1', '127.0.0.2', ...others];
    const ports = [portOf(sandbox.domainUrl), portOf(sandbox.apiUrl)];
    const open = await Promise.all(hosts.flatMap((host) => ports.map((port) => isOpen(host, port))));
    expect(open).toEqual(open.map(() => false));
    await sandbox.stop();
  });

  test('a host name that is not its own is turned away', async () => {
    const sandbox = await serveForTest();
    const url = `${sandbox.domainUrl}/.well-known/openid-configuration`;
    expect(await statusFor(url, `rebound.example:${portOf(url)}`)).toBe(421);
    expect(await statusFor(url, `localhost:${portOf(url)}`)).toBe(200);
    await sandbox.stop();
  });
});

describe('as a worker', () => {
  let folder: string;
  let workerFile: string;
  beforeAll(async () => {
    ({ folder, workerFile } = await buildSandbox());
  });

  test('serves the same, and prefers the port it had', async () => {
    const first = await startSandbox({ workerFile });
    const token = await tokenFor(first, 'rest');
    const response = await fetch(`${first.apiUrl}/rest/apis/common/users`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    await first.setFaults({ signingCertificatePublic: false });
    expect((await fetch(`${first.domainUrl}/admin/v1/SigningCert/jwk`)).status).toBe(401);
    await first.stop();
    expect(await isOpen('127.0.0.1', first.port)).toBe(false);

    const second = await startSandbox({ workerFile, preferredPort: first.port });
    expect([second.domainUrl, second.apiUrl]).toEqual([first.domainUrl, first.apiUrl]);
    await second.stop();
  });

  test('takes another port when the preferred one is taken', async () => {
    const held = await holdPort();
    const sandbox = await startSandbox({ workerFile, preferredPort: held.port });
    expect(sandbox.port).not.toBe(held.port);
    await tokenFor(sandbox, 'rest');
    await Promise.all([sandbox.stop(), held.release()]);
  });

  test('a worker that cannot be loaded is a failed start', async () => {
    await expect(startSandbox({ workerFile: join(folder, 'absent.js') })).rejects.toThrow();
  });

  test('a process that used it prints nothing and ends by itself, whatever was under way', async () => {
    const script = join(folder, 'run.mjs');
    await writeFile(
      script,
      `import { startSandbox } from './startSandbox.js';
       const sandbox = await startSandbox({ workerFile: new URL('./sandboxProcess.js', import.meta.url) });
       const client = sandbox.clients[0];
       const ask = (form) => fetch(sandbox.domainUrl + '/oauth2/v1/token', { method: 'POST', body: new URLSearchParams({
         grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret, ...form }) });
       const { access_token: token } = await (await ask({ scope: client.scope })).json();
       if ((await ask({ scope: 'nonsense' })).status !== 400) process.exitCode = 2;
       const slow = fetch(sandbox.apiUrl + '/rest/apis/practice/slow?seconds=100', { headers: { authorization: 'Bearer ' + token } });
       const list = await fetch(sandbox.apiUrl + '/rest/apis/common/users', { headers: { authorization: 'Bearer ' + token } });
       if (list.status !== 200) process.exitCode = 3;
       await Promise.all([sandbox.stop(), slow.then(() => (process.exitCode = 4), () => undefined)]);`,
    );
    const child = spawn(process.execPath, [script], { env: { ...process.env, DEBUG: '*' } });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += String(chunk)));
    child.stderr.on('data', (chunk) => (printed += String(chunk)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, printed }).toEqual({ code: 0, printed: '' });
  });
});
