import type { SandboxStatus } from '#contract/sandbox.ts';
import { jwtVerify } from 'jose';
import { createApi } from './api.ts';
import { createAccessCheck } from './apiAccess.ts';
import { createDomainPages } from './domainPages.ts';
import type { SandboxFaults } from './domainPages.ts';
import { createExamples } from './examples.ts';
import { listen } from './listen.ts';
import type { Listening } from './listen.ts';
import type { SandboxClient } from './practice.ts';
import { createPractice, ISSUER } from './practice.ts';
import { createProvider, loadProvider } from './provider.ts';
import type { ProviderModule } from './provider.ts';
import { createSignIn } from './signIn.ts';
import { createSigningKey } from './signingKey.ts';
import type { SigningKey } from './signingKey.ts';
import { createWire } from './wire.ts';

/** What one needs to know of a running practice domain; plain data, so that it crosses threads. */
export interface SandboxFacts {
  domainUrl: string;
  apiUrl: string;
  /** Port of the domain, to be preferred at the next start. */
  port: number;
  clients: SandboxClient[];
  examples: Extract<SandboxStatus, { state: 'running' }>['examples'];
}

export interface Sandbox extends SandboxFacts {
  setFaults: (faults: Partial<SandboxFaults>) => Promise<void>;
  /** Resolves when both ports are free again. May be called more than once. */
  stop: () => Promise<void>;
}

export interface ServeSandboxOptions {
  /** Port of the domain; its API takes the next one. Taken ports are replaced by free ones. */
  preferredPort?: number;
  newId: () => string;
  /** Receives what went wrong inside and was answered with status 500. */
  onError?: (cause: unknown) => void;
}

/** Starts the practice domain and its API in this very thread, on the loopback address only. */
export async function serveSandbox(options: ServeSandboxOptions): Promise<Sandbox> {
  const [module, key] = await Promise.all([loadProvider(), createSigningKey()]);
  const domain = await listen(options.preferredPort);
  const api = await listen(options.preferredPort === undefined ? 0 : domain.port + 1);
  const stop = async () => {
    await Promise.all([domain.close(), api.close()]);
  };
  try {
    return { ...open({ ...options, module, key, domain, api }), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

interface OpenOptions extends ServeSandboxOptions {
  module: ProviderModule;
  key: SigningKey;
  domain: Listening;
  api: Listening;
}

/** Puts the domain and the API behind two servers that listen already, since their addresses are part of what they serve. */
function open({ newId, onError = () => undefined, module, key, domain, api }: OpenOptions): Omit<Sandbox, 'stop'> {
  const practice = createPractice({ domainUrl: domain.origin, apiOrigin: api.origin }, newId);
  let faults: SandboxFaults = { signingCertificatePublic: true };

  const provider = createProvider(module, practice, key);
  const isOurToken = (token: string) =>
    jwtVerify(token, key.publicKey, { issuer: ISSUER, algorithms: ['RS256'] }).then(
      () => true,
      () => false,
    );
  provider.use(createDomainPages({ practice, key, faults: () => faults, isOurToken }));
  provider.use(createSignIn(provider, practice));
  provider.use(createWire({ provider, practice, key }));
  provider.on('error', onError);
  provider.on('server_error', (_, cause) => onError(cause));
  const answerDomain = provider.callback();
  domain.answer((request, response) => void answerDomain(request, response));
  api.answer(
    createApi({
      basePath: new URL(practice.apiUrl).pathname,
      redirectTo: `${practice.domainUrl}/ui/v1/signin`,
      checkAccess: createAccessCheck(key.publicKey, practice.apiOrigin),
      onError,
    }),
  );

  return {
    domainUrl: practice.domainUrl,
    apiUrl: practice.apiUrl,
    port: domain.port,
    clients: [...practice.clients],
    examples: createExamples(practice.apiUrl),
    setFaults: (changes) => {
      faults = { ...faults, ...changes };
      return Promise.resolve();
    },
  };
}
