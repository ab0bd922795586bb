import type { Socket } from 'node:net';
import { isIPv4, isIPv6 } from 'node:net';
import { Failure } from '../core/failure.ts';
import type { Proxy } from './proxy.ts';

/** Where the tunnel shall lead: the host without brackets. */
export interface Target {
  host: string;
  port: number;
}

const MAX_ANSWER_BYTES = 16 * 1024;

/** Reads from a paused socket until `isWhole` is content, and gives back what came too much. */
function readUntil(socket: Socket, isWhole: (bytes: Buffer) => number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (finish: () => void): void => {
      socket.off('readable', onReadable).off('end', onEnd).off('error', onError).off('close', onEnd);
      finish();
    };
    const onEnd = (): void => settle(() => reject(new Error('The proxy closed the connection.')));
    const onError = (error: Error): void => settle(() => reject(error));
    const onReadable = (): void => {
      for (let chunk: unknown = socket.read(); chunk instanceof Buffer; chunk = socket.read()) {
        received = Buffer.concat([received, chunk]);
      }
      const end = isWhole(received);
      if (end > 0) {
        settle(() => {
          if (end < received.length) socket.unshift(received.subarray(end));
          resolve(received.subarray(0, end));
        });
      } else if (received.length > MAX_ANSWER_BYTES) {
        settle(() => reject(new Error('The answer of the proxy is too long.')));
      }
    };
    socket.on('readable', onReadable).on('end', onEnd).on('error', onError).on('close', onEnd);
  });
}

function refusal(proxy: Proxy, target: Target, what: string, details: Record<string, string | number> = {}): Failure {
  const host = `${target.host}:${target.port}`;
  return new Failure('network.proxy', `The proxy ${proxy.label} ${what}`, {
    details: { host, phase: 'proxy', proxy: proxy.label, ...details },
  });
}

function authority(target: Target): string {
  return `${isIPv6(target.host) ? `[${target.host}]` : target.host}:${target.port}`;
}

function offeredSchemes(head: string): string {
  const schemes = [...head.matchAll(/^proxy-authenticate:\s*([a-z0-9-]{1,40})/gim)].map((match) => match[1]);
  return schemes.join(', ');
}

function explainAuthentication(proxy: Proxy, head: string): string {
  const schemes = offeredSchemes(head);
  if (schemes !== '' && !/\bbasic\b/i.test(schemes)) return `asks for ${schemes}, and only Basic can be given.`;
  return proxy.credentials
    ? 'refused the user name and password that were sent (407).'
    : 'asks for a user name and password (407).';
}

/** Opens a tunnel with CONNECT (RFC 9110 §9.3.6). */
export async function openHttpTunnel(socket: Socket, proxy: Proxy, target: Target): Promise<void> {
  const to = authority(target);
  const lines = [`CONNECT ${to} HTTP/1.1`, `Host: ${to}`];
  if (proxy.credentials) {
    const pair = `${proxy.credentials.username}:${proxy.credentials.password}`;
    lines.push(`Proxy-Authorization: Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
  }
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const answer = await readUntil(socket, (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    return end < 0 ? 0 : end + 4;
  });
  const head = answer.toString('latin1');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  if (status >= 200 && status < 300) return;
  if (status === 0) throw refusal(proxy, target, 'did not answer in HTTP; is it really a proxy?');
  if (status === 407) throw refusal(proxy, target, explainAuthentication(proxy, head), { status });
  throw refusal(proxy, target, `refused the way to ${to} with status ${status}.`, { status });
}

const SOCKS_REPLIES = [
  '',
  'failed',
  'forbids this connection',
  'cannot reach the network',
  'cannot reach the host',
  'was refused by the host',
  'ran out of time',
  'does not know the command',
  'does not know this kind of address',
];

function socksAddress(target: Target): Buffer {
  if (isIPv4(target.host)) return Buffer.from([1, ...target.host.split('.').map(Number)]);
  const name = Buffer.from(target.host, 'utf8');
  return Buffer.concat([Buffer.from([3, name.length]), name]);
}

async function socksLogin(socket: Socket, proxy: Proxy, target: Target): Promise<void> {
  const username = Buffer.from(proxy.credentials?.username ?? '', 'utf8').subarray(0, 255);
  const password = Buffer.from(proxy.credentials?.password ?? '', 'utf8').subarray(0, 255);
  const login = [Buffer.from([1, username.length]), username, Buffer.from([password.length]), password];
  socket.write(Buffer.concat(login));
  const answer = await readUntil(socket, (bytes) => (bytes.length >= 2 ? 2 : 0));
  if (answer[1] !== 0) throw refusal(proxy, target, 'refused the user name and password that were sent.');
}

/** How long the reply to CONNECT is: its address is of four bytes, sixteen, or as many as it says. */
function socksReplyLength(bytes: Buffer): number {
  if (bytes.length < 5) return 0;
  const addressBytes = bytes[3] === 1 ? 4 : bytes[3] === 4 ? 16 : 1 + (bytes[4] ?? 0);
  const length = 4 + addressBytes + 2;
  return bytes.length >= length ? length : 0;
}

/** Opens a tunnel by SOCKS 5 (RFC 1928, RFC 1929); the proxy resolves the name. */
export async function openSocksTunnel(socket: Socket, proxy: Proxy, target: Target): Promise<void> {
  socket.write(Buffer.from(proxy.credentials ? [5, 2, 0, 2] : [5, 1, 0]));
  const chosen = await readUntil(socket, (bytes) => (bytes.length >= 2 ? 2 : 0));
  if (chosen[0] !== 5) throw refusal(proxy, target, 'does not speak SOCKS 5.');
  if (chosen[1] === 2 && proxy.credentials) await socksLogin(socket, proxy, target);
  else if (chosen[1] !== 0) throw refusal(proxy, target, 'asks for a user name and password.');
  const port = Buffer.from([target.port >> 8, target.port & 0xff]);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), socksAddress(target), port]));
  const reply = await readUntil(socket, socksReplyLength);
  const code = reply[1] ?? 1;
  if (code === 0) return;
  throw refusal(proxy, target, `${SOCKS_REPLIES[code] ?? 'failed'} on the way to ${authority(target)}.`, {
    status: code,
  });
}
