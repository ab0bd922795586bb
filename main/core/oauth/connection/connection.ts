import type { z } from 'zod';
import type { Connection, connectionInput, ConnectionSummary, StoredSecret } from '#contract/connection.ts';
import type { SecretField } from '#contract/vault.ts';
import { compact } from '../../json.ts';
import { Failure } from '../../failure.ts';
import type { ConnectionKey } from '../clientAuth/connectionKey.ts';
import { parseAddress, readDomainUrl } from './domainUrl.ts';
import type { StoredConnection } from './storedConnection.ts';

export type ParsedConnection = z.output<typeof connectionInput>;

interface MergeContext {
  /** Used when there is no stored connection yet. */
  id: string;
  /** Epoch milliseconds. */
  now: number;
  /** Whether the practice domain makes it. */
  sandbox?: boolean;
  /** Key and certificate as they were read. */
  key: ConnectionKey;
}

/**
 * The connection to store: what was typed, with the stored secrets where the input leaves them alone. A string sets a secret exactly as
 * given, white space included; an absent one keeps it; null or an empty string clears it. Throws `input.not-a-url` and `input.missing`.
 */
export function mergeConnection(
  input: ParsedConnection,
  stored: StoredConnection | undefined,
  context: MergeContext,
): StoredConnection {
  return compact({
    id: stored?.id ?? context.id,
    name: input.name,
    environment: input.environment ?? '',
    notes: input.notes ?? '',
    ...readAddresses(input),
    clientId: input.clientId,
    clientAuth: mergeClientAuth(input.clientAuth, stored?.clientAuth, context.key),
    grant: mergeGrant(input.grant, stored?.grant),
    scope: input.scope,
    api: compact({ baseUrl: readBaseUrl(input.api?.baseUrl) }),
    tls: compact({ caCertificates: input.tls?.caCertificates }),
    proxy: readProxy(input),
    // Whoever could take them away by saving would not be bound by them.
    limits: stored?.limits,
    sandbox: context.sandbox ?? stored?.sandbox ?? false,
    createdAt: stored?.createdAt ?? context.now,
    updatedAt: context.now,
  });
}

function mergeClientAuth(
  input: ParsedConnection['clientAuth'],
  stored: StoredConnection['clientAuth'] | undefined,
  key: ConnectionKey,
): StoredConnection['clientAuth'] {
  const { privateKey, keyPassphrase, certificate, keyId, audience, secretExpiresAt, ...rest } = input;
  return compact({
    ...rest,
    ...key,
    secret: mergeSecret(input.secret, stored?.secret),
    secretExpiresAt: secretExpiresAt === undefined ? stored?.secretExpiresAt : (secretExpiresAt ?? undefined),
    keyId: given(keyId),
    audience: given(audience),
  });
}

function mergeGrant(
  input: ParsedConnection['grant'],
  stored: StoredConnection['grant'] | undefined,
): StoredConnection['grant'] {
  return compact({
    ...input,
    password: mergeSecret(input.password, stored?.password),
    refreshToken: mergeSecret(input.refreshToken, stored?.refreshToken),
    assertion: mergeSecret(input.assertion, stored?.assertion),
    subjectToken: mergeSecret(input.subjectToken, stored?.subjectToken),
    actorToken: mergeSecret(input.actorToken, stored?.actorToken),
    redirectUri: given(input.redirectUri),
    subject: given(input.subject),
    audience: given(input.audience),
    subjectTokenType: given(input.subjectTokenType),
    actorTokenType: given(input.actorTokenType),
    requestedTokenType: given(input.requestedTokenType),
    resource: given(input.resource),
    extraParameters: input.extraParameters ?? {},
  });
}

/** An emptied field is no value. */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function mergeSecret(given: string | null | undefined, stored: string | undefined): string | undefined {
  const merged = given === undefined ? stored : given;
  return merged === null || merged === '' ? undefined : merged;
}

/** A token endpoint given for the domain of another make than Oracle's is kept as that, so that pasting it is enough. */
function readAddresses(
  input: ParsedConnection,
): Pick<StoredConnection, 'endpoints'> & { domainUrl: string | undefined } {
  const reading = input.domainUrl === undefined ? undefined : readDomainUrl(input.domainUrl);
  const given = Object.entries(input.endpoints ?? {}).filter(([, text]) => text !== undefined && text.trim() !== '');
  const endpoints: StoredConnection['endpoints'] = Object.fromEntries(
    given.map(([name, text]) => [name, parseAddress(text ?? '', `connection.endpoints.${name}`).href]),
  );
  const ownToken =
    reading?.given === 'token-endpoint' && !reading.tokenEndpoint.endsWith('/oauth2/v1/token')
      ? reading.tokenEndpoint
      : undefined;
  return { domainUrl: reading?.domainUrl, endpoints: compact({ token: ownToken, ...endpoints }) };
}

function readBaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  return parseAddress(text, 'connection.api.baseUrl', { plainHttp: true }).href;
}

function readProxy(input: ParsedConnection): StoredConnection['proxy'] {
  const mode = input.proxy?.mode ?? 'system';
  const url = input.proxy?.url === '' ? undefined : input.proxy?.url;
  if (mode === 'manual' && url === undefined) {
    throw new Failure('input.missing', 'Enter the address of the proxy, for instance http://proxy.example.com:8080.', {
      field: 'connection.proxy.url',
    });
  }
  return compact({ mode, url });
}

/** The connection as the page may see it: no secret, only that it is there. */
export function presentConnection(stored: StoredConnection): Connection {
  const { clientAuth, grant } = stored;
  return {
    ...stored,
    clientAuth: compact({
      ...withoutKeyFacts(clientAuth),
      secret: presentSecret(clientAuth.secret),
      privateKey: presentKey(clientAuth),
    }),
    grant: compact({
      ...grant,
      password: presentSecret(grant.password),
      refreshToken: presentSecret(grant.refreshToken),
      assertion: presentSecret(grant.assertion),
      subjectToken: presentSecret(grant.subjectToken),
      actorToken: presentSecret(grant.actorToken),
    }),
  };
}

function withoutKeyFacts(clientAuth: StoredConnection['clientAuth']) {
  const { keyKind, certificateValidFrom, certificateValidTo, ...rest } = clientAuth;
  return rest;
}

function presentKey({ privateKey, keyKind }: StoredConnection['clientAuth']): StoredSecret | undefined {
  if (privateKey === undefined || keyKind === undefined) return presentSecret(privateKey);
  return { present: true, hint: keyKind };
}

function presentSecret(secret: string | undefined): StoredSecret | undefined {
  if (secret === undefined) return undefined;
  const length = Array.from(secret).length;
  const spaces = secret === secret.trim() ? '' : ', begins or ends with white space';
  return { present: true, hint: `${length} ${length === 1 ? 'character' : 'characters'}${spaces}` };
}

export function summarizeConnection(stored: StoredConnection): ConnectionSummary {
  return compact({
    id: stored.id,
    name: stored.name,
    environment: stored.environment,
    domainUrl: stored.domainUrl,
    clientId: stored.clientId,
    grantType: stored.grant.type,
    scope: stored.scope,
    apiBaseUrl: stored.api.baseUrl,
    limits: stored.limits,
    sandbox: stored.sandbox,
    updatedAt: stored.updatedAt,
  });
}

/** The secret that a person asked to see or copy; undefined when none is stored there. */
export function secretOf(stored: StoredConnection, field: SecretField): string | undefined {
  switch (field) {
    case 'clientAuth.secret':
      return stored.clientAuth.secret;
    case 'grant.password':
      return stored.grant.password;
    case 'grant.refreshToken':
      return stored.grant.refreshToken;
    case 'grant.assertion':
      return stored.grant.assertion;
    case 'grant.subjectToken':
      return stored.grant.subjectToken;
    case 'grant.actorToken':
      return stored.grant.actorToken;
    case 'clientAuth.privateKey':
      return stored.clientAuth.privateKey;
    case 'clientAuth.keyPassphrase':
      return undefined;
  }
}
