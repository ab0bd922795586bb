import * as net from 'node:net';
import * as tls from 'node:tls';
import type { TlsFacts } from '#contract/exchange.ts';
import type { Caps } from './caps.ts';
import type { Deadline } from './deadline.ts';
import { isUntrustedIssuer } from './networkFailure.ts';
import type { Proxy } from './proxy.ts';
import { readTlsFacts } from './tlsFacts.ts';
import type { Trust, TrustLevel } from './trust.ts';
import { openHttpTunnel, openSocksTunnel } from './tunnel.ts';
import type { Target } from './tunnel.ts';

/** What was seen while a connection was made; filled as it goes, so that a failed attempt tells how far it came. */
export interface ConnectionTrace {
  dns: number;
  connect: number;
  tls: number;
  tlsFacts?: TlsFacts;
}

export interface ConnectionPlan {
  target: Target;
  secure: boolean;
  proxy: Proxy | undefined;
  trust: Trust;
  sendsClientCertificate: boolean;
}

interface Attempt {
  plan: ConnectionPlan;
  caps: Caps;
  deadline: Deadline;
  trace: ConnectionTrace;
}

/** Addresses of a host are tried one after another; one that is silent this long is overtaken by the next. */
const NEXT_ADDRESS_MS = 500;

/** Resolves when the socket says `event`; an error, an early close and the deadline end the wait and the socket. */
function waitFor(socket: net.Socket, event: 'connect' | 'secureConnect', deadline: Deadline): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      socket.off(event, onEvent).off('error', onError).off('close', onClose);
      deadline.signal.removeEventListener('abort', onAbort);
      finish();
    };
    const onEvent = (): void => settle(resolve);
    const onError = (error: Error): void => settle(() => reject(error));
    const onClose = (): void => settle(() => reject(new Error('closed')));
    const onAbort = (): void => {
      settle(() => reject(deadline.failure() ?? new Error('aborted')));
      socket.destroy();
    };
    socket.once(event, onEvent).once('error', onError).once('close', onClose);
    // A socket without a listener for its errors takes the process down; this one may fail at any later time.
    socket.on('error', () => undefined);
    if (deadline.signal.aborted) onAbort();
    else deadline.signal.addEventListener('abort', onAbort, { once: true });
  });
}

async function connectTcp({ caps, deadline, trace, plan }: Attempt, target: Target): Promise<net.Socket> {
  const { host, port } = target;
  const startedAt = performance.now();
  let lookedUpAt = startedAt;
  deadline.enter(plan.proxy ? 'proxy' : net.isIP(host) === 0 ? 'dns' : 'connect', caps.connectMs);
  const socket = net.connect({ host, port, autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS });
  socket.setNoDelay(true).setKeepAlive(true, 60_000);
  socket.once('lookup', (_error, address) => {
    lookedUpAt = performance.now();
    trace.dns = lookedUpAt - startedAt;
    // A failed lookup is announced too, without an address.
    if (address && !plan.proxy) deadline.enter('connect');
  });
  await waitFor(socket, 'connect', deadline);
  trace.connect = performance.now() - lookedUpAt;
  return socket;
}

interface Handshake {
  host: string;
  context: tls.SecureContext;
}

async function startTls(socket: net.Socket, { host, context }: Handshake, attempt: Attempt): Promise<tls.TLSSocket> {
  const secured = tls.connect({
    socket,
    host,
    servername: net.isIP(host) === 0 ? host : '',
    secureContext: context,
    ALPNProtocols: ['http/1.1'],
  });
  // Emitted before the certificate is judged, so a refused certificate is seen as well.
  secured.prependOnceListener('secure', () => {
    const facts = readTlsFacts(secured, attempt.plan.sendsClientCertificate);
    if (facts) attempt.trace.tlsFacts = facts;
  });
  await waitFor(secured, 'secureConnect', attempt.deadline);
  return secured;
}

async function openTunnel(attempt: Attempt, proxy: Proxy, level: TrustLevel): Promise<net.Socket> {
  const { plan, deadline, trace } = attempt;
  const startedAt = performance.now();
  const plain = await connectTcp(attempt, proxy);
  const toProxy =
    proxy.protocol === 'https:'
      ? await startTls(plain, { host: proxy.host, context: await plan.trust.contextOf(level) }, attempt)
      : plain;
  const onAbort = (): void => void toProxy.destroy();
  deadline.signal.addEventListener('abort', onAbort, { once: true });
  try {
    await (proxy.protocol === 'socks5:' ? openSocksTunnel : openHttpTunnel)(toProxy, proxy, plan.target);
  } catch (error) {
    toProxy.destroy();
    throw deadline.failure() ?? error;
  } finally {
    deadline.signal.removeEventListener('abort', onAbort);
  }
  delete trace.tlsFacts;
  trace.connect = performance.now() - startedAt - trace.dns;
  return toProxy;
}

async function attemptConnection(attempt: Attempt, level: TrustLevel): Promise<net.Socket> {
  const { plan, caps, deadline, trace } = attempt;
  Object.assign(trace, { dns: 0, connect: 0, tls: 0 });
  const socket = await (plan.proxy ? openTunnel(attempt, plan.proxy, level) : connectTcp(attempt, plan.target));
  if (!plan.secure) return socket;
  const startedAt = performance.now();
  deadline.enter('tls', caps.tlsMs);
  try {
    return await startTls(socket, { host: plan.target.host, context: await plan.trust.contextOf(level) }, attempt);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    trace.tls = performance.now() - startedAt;
  }
}

/**
 * Opens a connection ready for HTTP. A server whose issuer is not among the runtime's roots is asked a second time with the
 * machine's own authorities, which are only then read: behind an inspecting proxy they are what vouches for every server.
 */
export async function openConnection(attempt: Attempt): Promise<net.Socket> {
  try {
    return await attemptConnection(attempt, 'bundled');
  } catch (error) {
    if (!isUntrustedIssuer(error) || !(await attempt.plan.trust.hasSystemLevel())) throw error;
    return attemptConnection(attempt, 'system');
  }
}
