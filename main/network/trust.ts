import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import type { RequestRoute } from '../core/http.ts';
import { Failure } from '../core/failure.ts';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Where Linux distributions keep the certificates that the machine's keeper trusts. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

export function splitPem(text: string): string[] {
  return text.match(PEM_CERTIFICATE) ?? [];
}

async function readBundle(path: string | undefined): Promise<string[]> {
  if (path === undefined || path === '') return [];
  try {
    return splitPem(await readFile(path, 'utf8'));
  } catch {
    // A bundle that is not on this machine adds nothing; verification stays on all the same.
    return [];
  }
}

/** Certificates that this machine trusts beside those that come with the runtime: its store, and the files its environment names. */
export async function readSystemCertificates(): Promise<string[]> {
  const named = [process.env['NODE_EXTRA_CA_CERTS'], process.env['SSL_CERT_FILE']];
  const bundles = process.platform === 'linux' ? SYSTEM_BUNDLES : [];
  const fromFiles = await Promise.all([...named, ...bundles].map(readBundle));
  // Absent before Node 22.15, and so in Electron up to 35.
  const fromStore: unknown = Reflect.get(tls, 'getCACertificates');
  const stored: unknown = typeof fromStore === 'function' ? Reflect.apply(fromStore, undefined, ['system']) : [];
  const certificates = Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
  return [...fromFiles.flat(), ...certificates];
}

function withoutRepeats(certificates: readonly string[]): string[] {
  const byContent = new Map(certificates.map((pem) => [pem.replace(/\s/g, ''), pem]));
  return [...byContent.values()];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== '';
  } catch {
    return false;
  }
}

function readCustom(pem: string | undefined): string[] {
  if (pem === undefined || pem.trim() === '') return [];
  const certificates = splitPem(pem);
  const isReadable = certificates.every(isCertificate);
  if (certificates.length > 0 && isReadable) return certificates;
  throw new Failure('input.key-format', 'The trusted certificates are not PEM (-----BEGIN CERTIFICATE-----).', {
    field: 'connection.tls.caCertificates',
  });
}

/** The runtime's own roots, or these and the machine's. */
export type TrustLevel = 'bundled' | 'system';

/** Builds what a handshake needs; one instance serves one route. Verification is never off and TLS 1.2 is the least. */
export interface Trust {
  contextOf(level: TrustLevel): Promise<tls.SecureContext>;
  /** Whether the machine trusts anything that the runtime does not. */
  hasSystemLevel(): Promise<boolean>;
}

/** `systemCertificates` is asked once, and only when a server's issuer is not among the runtime's roots: reading costs time. */
export function createTrust(route: RequestRoute, systemCertificates: () => Promise<readonly string[]>): Trust {
  const contexts = new Map<TrustLevel, tls.SecureContext>();
  const custom = readCustom(route.caCertificates);

  async function roots(level: TrustLevel): Promise<string[] | undefined> {
    if (level === 'system')
      return withoutRepeats([...tls.rootCertificates, ...(await systemCertificates()), ...custom]);
    // Without `ca` the runtime shares its parsed roots among all contexts: 0.5 ms instead of 35.
    return custom.length === 0 ? undefined : [...tls.rootCertificates, ...custom];
  }

  async function build(level: TrustLevel): Promise<tls.SecureContext> {
    const ca = await roots(level);
    try {
      return tls.createSecureContext({
        minVersion: 'TLSv1.2',
        ...(ca && { ca }),
        ...(route.clientCertificate && {
          cert: route.clientCertificate.certificate,
          key: route.clientCertificate.privateKey,
        }),
      });
    } catch (error) {
      const message = 'The client certificate and its private key cannot be used together, or are not PEM.';
      throw new Failure('input.key-format', message, { field: 'connection.clientAuth.certificate', cause: error });
    }
  }

  return {
    async contextOf(level) {
      const context = contexts.get(level) ?? (await build(level));
      contexts.set(level, context);
      return context;
    },
    hasSystemLevel: async () => (await systemCertificates()).length > 0,
  };
}
