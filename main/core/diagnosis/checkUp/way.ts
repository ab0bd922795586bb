import type { Finding } from '#contract/diagnosis.ts';
import type { Exchange, TlsFacts } from '#contract/exchange.ts';
import type { ErrorReply } from '#contract/result.ts';
import { Failure } from '../../failure.ts';
import { createFinding } from '../../token/finding.ts';
import { durationInWords, instantWithDistance } from '../../token/timeWords.ts';
import { findingOf } from '../causes/causes.ts';
import { evidence } from '../quote.ts';
import { facts, failedStep, found, milliseconds, skipped } from './step.ts';
import type { Found } from './step.ts';

/** The first request of a check-up: how far it came. */
export interface FirstContact {
  url: string;
  exchange?: Exchange | undefined;
  /** Why there was no exchange at all. */
  problem?: ErrorReply | undefined;
}

/** Name, TCP connection and proxy: whether the host was reached. */
export async function checkNetwork({ url, exchange, problem }: FirstContact, now: number): Promise<Found> {
  const failure = exchange?.failure ?? (exchange === undefined ? problem : undefined);
  const seen = networkFacts(url, exchange);
  // A handshake that fails, and a reply that cannot be read, came from a host that was reached.
  if (failure !== undefined && !/^(?:tls|protocol)\./.test(failure.code)) {
    return failedStep(new Failure(failure.code, failure.message, failure), exchange, now, seen);
  }
  return found(`${new URL(url).host} is reached${exchange?.proxy === undefined ? '' : ' through the proxy'}.`, seen);
}

function networkFacts(url: string, exchange: Exchange | undefined): Found['seen'] {
  const { host, hostname } = new URL(url);
  if (exchange === undefined) return facts([['host', host]]);
  const { dns, connect } = exchange.timings;
  const isReused = connect === 0 && exchange.response !== undefined;
  const isAddress = /^(?:\[.*\]|[\d.]+)$/.test(hostname);
  return facts([
    ['host', host],
    ['way', exchange.proxy === undefined ? 'direct, no proxy' : `proxy ${exchange.proxy}`],
    [
      'name lookup',
      isReused ? undefined : isAddress && exchange.proxy === undefined ? 'none, it is an address' : milliseconds(dns),
    ],
    ['TCP connection', isReused ? 'one that was still open' : connect === 0 ? 'none' : milliseconds(connect)],
    ['failed in', phaseOf(exchange.failure)],
  ]);
}

function phaseOf(failure: ErrorReply | undefined): string | undefined {
  const { phase, reason } = failure?.details ?? {};
  if (phase === undefined) return undefined;
  return `phase ${String(phase)}${reason === undefined ? '' : `, ${String(reason)}`}`;
}

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/** The handshake and the certificate: whether they can be trusted, who vouches, and for how long. */
export async function checkTls({ url, exchange }: FirstContact, now: number): Promise<Found> {
  if (url.startsWith('http:')) return skipped('the address is plain http, which reaches this machine only');
  const { failure, tls } = exchange ?? {};
  const seen = tls === undefined ? facts([['failed in', phaseOf(failure)]]) : tlsFacts(tls, now);
  if (failure?.code.startsWith('tls.') === true) {
    const failed = await failedStep(new Failure(failure.code, failure.message, failure), exchange, now, seen);
    const more = failure.code === 'tls.expired' ? [] : hasEnded(tls, now);
    const sentence = more.length === 0 ? failed.sentence : `${failed.sentence} It has expired, too.`;
    return { ...failed, sentence, findings: [...more, ...inspection(tls, 'bad'), ...failed.findings] };
  }
  if (tls === undefined) return skipped('nothing was recorded of the handshake');
  const findings = [...inspection(tls, 'notice'), ...endsSoon(tls, now)];
  return found(`${tls.protocol}, and the certificate is trusted.`, seen, findings);
}

function tlsFacts(tls: TlsFacts, now: number): Found['seen'] {
  const names = tls.subjectAlternativeNames;
  const end = Date.parse(tls.validTo);
  return facts([
    ['TLS', `${tls.protocol} ${tls.cipher}`],
    ['certificate for', tls.subject],
    ['names', names.length > 0 ? names.join(', ') : undefined],
    ['issued by', tls.issuer],
    ['valid until', Number.isNaN(end) ? tls.validTo : instantWithDistance(end, now)],
    ['SHA-256', tls.fingerprint256],
  ]);
}

/** Makers of devices and programs that open TLS connections to look inside, as they write themselves into a certificate’s issuer. */
const INSPECTORS =
  /zscaler|netskope|blue ?coat|symantec web|palo ?alto|fortinet|fortigate|forcepoint|websense|cisco (?:umbrella|secure|wsa)|mcafee web|skyhigh|trellix|sophos|check ?point|barracuda|watchguard|sonicwall|iboss|cato networks|kaspersky|eset ssl|avast|avg web|bitdefender|norton web|mitmproxy|charles proxy|fiddler|portswigger|burp|proxyman|squid|inspection|deep packet/i;

function inspection(tls: TlsFacts | undefined, level: 'bad' | 'notice'): Finding[] {
  const maker = INSPECTORS.exec(tls?.issuer ?? '')?.[0];
  if (tls === undefined || maker === undefined) return [];
  return [
    {
      ...findingOf('tls.untrusted-issuer', 0.98, [evidence('certificate', `issued by ${tls.issuer}`)], level),
      title: 'A device or program on the way opens the TLS connection',
      explanation: `The certificate was not issued to the server’s owner by a public authority, but by “${maker}” on the way: a company’s TLS inspection, or a debugging proxy. It reads what is sent, secrets and tokens too, and mutual TLS does not pass it.`,
      fix: [
        { text: 'Ask the network’s administrators to leave this host out of the inspection.' },
        {
          text: 'Or add the inspection’s root certificate, if it is meant to be there.',
          consolePath: 'Edit the connection → Network and TLS → Certificates to trust',
        },
      ],
    },
  ];
}

/** Of several faults of a certificate the handshake names one; to trust its issuer does not help while it is over. */
function hasEnded(tls: TlsFacts | undefined, now: number): Finding[] {
  if (tls === undefined || !(Date.parse(tls.validTo) < now)) return [];
  return [findingOf('tls.expired', 0.95, [evidence('certificate', `valid until ${tls.validTo}`)])];
}

function endsSoon(tls: TlsFacts, now: number): Finding[] {
  const left = Date.parse(tls.validTo) - now;
  if (!(left < SOON_DAYS * DAY_MS)) return [];
  return [
    createFinding({
      cause: 'tls.expired',
      level: 'notice',
      confidence: 0.9,
      title: `The server’s certificate ends in ${durationInWords(left)}`,
      evidence: [['certificate', `valid until ${tls.validTo}`]],
      explanation:
        'Nothing is wrong yet. After that day every client refuses the server, unless the certificate is renewed in time.',
      fix: ['Ask whoever runs the server whether its certificate is renewed by itself.'],
    }),
  ];
}

/** A difference that explains refused assertions and tokens that are over before they arrive. */
const LARGEST_SKEW_SECONDS = 120;

/** This machine’s clock against the server’s, as far as a header of whole seconds tells. It alone makes nothing fail. */
export function checkClock({ exchange }: FirstContact): Found {
  if (exchange?.response === undefined) return skipped('no reply came');
  const { clockSkewSeconds: skew, timings } = exchange;
  if (skew === undefined) return skipped('the reply has no Date header of the server, or comes from a cache');
  const uncertainty = 0.5 + timings.firstByte / 2000;
  const difference =
    skew === 0 ? 'no difference' : `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine’s`;
  const seen = facts([
    ['server’s clock', difference],
    [
      'resolution',
      `± ${uncertainty.toFixed(1)} s: Date names whole seconds, and the answer took ${milliseconds(timings.firstByte)}`,
    ],
  ]);
  if (Math.abs(skew) <= LARGEST_SKEW_SECONDS) {
    return found(
      skew === 0 ? 'The two clocks agree.' : `The server’s clock is ${difference}; servers allow for that.`,
      seen,
    );
  }
  const proof = [evidence('clock', `the server’s clock is ${difference}`)];
  const warning: Finding = {
    ...findingOf('clock.skew', 0.95, proof, 'notice'),
    title: `The clocks differ by ${durationInWords(skew * 1000)}`,
  };
  return found(`The server’s clock is ${difference}.`, seen, [warning]);
}

/** Whether the server answered, be it with what cannot be read. */
export const hasAnswered = ({ exchange }: FirstContact): boolean =>
  exchange !== undefined && (exchange.failure === undefined || exchange.failure.code.startsWith('protocol.'));
