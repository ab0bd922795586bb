import type { NetworkLogEntry } from '#contract/app.ts';
import type { Exchange, Header, Timings } from '#contract/exchange.ts';
import { Failure } from '../core/failure.ts';
import type { HttpReply, HttpRequest, Now, SendHttp } from '../core/http.ts';
import type { Treatment } from '../core/redact/treatment.ts';
import { DEFAULT_CAPS } from './caps.ts';
import type { Caps } from './caps.ts';
import { clockSkewSeconds } from './clockSkew.ts';
import { createConnectionPool } from './connectionPool.ts';
import { createDeadline } from './deadline.ts';
import { exchange } from './exchange.ts';
import type { Journey, RawReply } from './exchange.ts';
import { createHostLog } from './hostLog.ts';
import { toNetworkFailure } from './networkFailure.ts';
import type { Proxy } from './proxy.ts';
import { recordExchange } from './recordExchange.ts';
import { createTrustCache, trustKey, waysOf } from './route.ts';
import type { ResolveSystemProxy } from './route.ts';
import { readSystemCertificates } from './trust.ts';

export interface NetworkOptions {
  now: Now;
  newId: () => string;
  /** What the system's proxy settings say for an address, as a PAC script answers: `PROXY host:port; DIRECT`. */
  resolveSystemProxy: ResolveSystemProxy;
  /** Told of every exchange, failed ones too, after its secrets were replaced. */
  onExchange?: (exchange: Exchange) => void;
  /** What stands in the record in the place of secrets. */
  treatment?: Treatment;
  userAgent?: string;
  caps?: Partial<Caps>;
  /** PEM certificates that the machine trusts beside the runtime's own roots. */
  systemCertificates?: () => Promise<readonly string[]>;
}

/** The port of the core, with what only the composition root needs. */
export interface Network extends SendHttp {
  /** Whom the app has talked to since it started, latest first. */
  hosts(): NetworkLogEntry[];
  /** Ends every connection; exchanges under way fail. */
  dispose(): void;
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new Failure('input.not-a-url', 'The address cannot be called: it needs https:// and a host.');
}

function withDefaults(url: URL, given: readonly Header[], userAgent: string): Header[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const defaults: Header[] = [
    ['Host', url.host],
    ['User-Agent', userAgent],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip, br, identity'],
  ];
  return [...defaults.filter(([name]) => !names.has(name.toLowerCase())), ...given];
}

function rounded(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 100) / 100);
}

function timingsOf({ trace, watch }: Journey, startedAt: number, endedAt: number): Timings {
  const firstByteAt = watch?.firstByteAt ?? 0;
  return {
    dns: rounded(trace.dns),
    connect: rounded(trace.connect),
    tls: rounded(trace.tls),
    firstByte: firstByteAt > 0 ? rounded(firstByteAt - (watch?.sentAt ?? firstByteAt)) : 0,
    download: firstByteAt > 0 ? rounded(endedAt - firstByteAt) : 0,
    total: rounded(endedAt - startedAt),
  };
}

function secretsOf(request: HttpRequest, proxy: Proxy | undefined): string[] {
  return [...request.secrets, ...(proxy?.credentials ? [proxy.credentials.password] : [])];
}

/** Whether the next way of a PAC answer may be tried: this one led nowhere, and nothing was sent. */
function ledNowhere(journey: Journey, failure: Failure): boolean {
  return journey.watch === undefined && /^network\.(?:proxy|refused|unreachable|dns|timeout)$/.test(failure.code);
}

/** Builds the only part of the app that opens connections to servers. Its connections, caches and log live as long as it does. */
export function createSendHttp(options: NetworkOptions): Network {
  const { now, newId, resolveSystemProxy, onExchange, userAgent = 'Grantsmith' } = options;
  const caps: Caps = { ...DEFAULT_CAPS, ...options.caps };
  const pool = createConnectionPool(caps);
  const trustOf = createTrustCache(options.systemCertificates ?? readSystemCertificates);
  const hostLog = createHostLog();

  async function go(journey: Journey, proxy: Proxy | undefined): Promise<RawReply> {
    const { request, url } = journey;
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const key = JSON.stringify([url.origin, proxy ?? '', trustKey(request.route)]);
    const sendsClientCertificate = request.route.clientCertificate !== undefined;
    const plan = { target: { host, port }, secure, proxy, trust: trustOf(request.route), sendsClientCertificate };
    try {
      return await exchange(journey, plan, key, pool);
    } catch (error) {
      const sawCertificate = journey.trace.tlsFacts !== undefined;
      const { phase } = journey.deadline;
      throw toNetworkFailure(error, { host: url.host, phase, proxy: proxy?.label, sawCertificate });
    }
  }

  async function goAnyWay(journey: Journey, onWay: (proxy: Proxy | undefined) => void): Promise<RawReply> {
    const ways = await waysOf(journey.request.route, journey.url, resolveSystemProxy);
    let failure: unknown;
    for (const proxy of ways) {
      onWay(proxy);
      try {
        return await go(journey, proxy);
      } catch (error) {
        failure = error;
        if (!(error instanceof Failure) || !ledNowhere(journey, error) || journey.deadline.failure()) break;
      }
    }
    throw failure;
  }

  async function sendHttp(request: HttpRequest): Promise<HttpReply> {
    const url = parseUrl(request.url);
    const startedAt = now();
    const startedTick = performance.now();
    const { totalTimeoutMs: totalMs, signal } = request;
    const deadline = createDeadline({ host: url.host, totalMs, ...(signal && { signal }) });
    const sentHeaders = withDefaults(url, request.headers, userAgent);
    const journey: Journey = { request, url, sentHeaders, caps, deadline, trace: { dns: 0, connect: 0, tls: 0 } };
    let way: Proxy | undefined;
    const id = newId();

    function record(outcome: { response: RawReply } | { failure: Failure }): Exchange {
      const timings = timingsOf(journey, startedTick, performance.now());
      const at = (tick: number): number => startedAt + (tick - startedTick);
      const { watch, trace } = journey;
      const skew =
        'response' in outcome && watch
          ? clockSkewSeconds(outcome.response.headers, { sentAt: at(watch.sentAt), firstByteAt: at(watch.firstByteAt) })
          : undefined;
      const observed = { id, startedAt, request, sentHeaders, timings, tls: trace.tlsFacts, proxy: way?.label };
      const recorded = recordExchange(
        { ...observed, clockSkewSeconds: skew, ...outcome },
        secretsOf(request, way),
        caps.recordedBodyBytes,
        options.treatment,
      );
      onExchange?.(recorded);
      request.onExchange?.(recorded);
      return recorded;
    }

    hostLog.add(url, request.purpose, startedAt);
    try {
      const response = await goAnyWay(journey, (proxy) => (way = proxy));
      return { ...response, exchange: record({ response }) };
    } catch (error) {
      const failure = toNetworkFailure(error, { host: url.host, phase: deadline.phase });
      const details = { ...failure.details, exchangeId: id };
      const { code, message, field, cause } = failure;
      const told = new Failure(code, message, { ...(field !== undefined && { field }), details, cause });
      record({ failure: told });
      throw told;
    } finally {
      deadline.end();
    }
  }

  return Object.assign(sendHttp, { hosts: () => hostLog.entries(), dispose: () => pool.closeAll() });
}
