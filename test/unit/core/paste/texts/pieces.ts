import { API, BASIC, CLIENT, DOMAIN, JWT, SCOPE, SECRET, SHOWN_API, TOKEN, done, whole } from './parts.ts';
import type { PastedText } from './parts.ts';

/** Addresses, headers, tokens, replies and keys; and what is none of them. */
export const PIECES: PastedText[] = [
  // Addresses
  {
    name: 'the console of a domain',
    text: `${DOMAIN}/ui/v1/adminconsole`,
    kind: 'domain-url',
    connection: { domainUrl: DOMAIN },
    missing: ['client ID', 'client secret'],
  },
  {
    name: 'a sign-in page with its rubbish',
    text: `<${DOMAIN}/ui/v1/signin?x=1#top>`,
    kind: 'domain-url',
    connection: { domainUrl: DOMAIN },
  },
  { name: 'a bare host', text: DOMAIN.slice(8), kind: 'domain-url', connection: { domainUrl: DOMAIN } },
  { name: 'a token endpoint', text: TOKEN, kind: 'domain-url', connection: { domainUrl: DOMAIN, endpoints: {} } },
  {
    name: 'the token endpoint of another make',
    text: 'https://sso.example.com/realms/x/protocol/openid-connect/token',
    kind: 'domain-url',
    connection: {
      domainUrl: 'https://sso.example.com',
      endpoints: { token: 'https://sso.example.com/realms/x/protocol/openid-connect/token' },
    },
  },
  {
    name: 'a sentence with the console',
    text: `Hi, our console is ${DOMAIN}/ui/v1/adminconsole. Regards`,
    kind: 'domain-url',
    connection: { domainUrl: DOMAIN },
  },
  {
    name: 'an address of an API',
    text: API,
    kind: 'web-address',
    offers: ['request', 'connection'],
    request: { method: 'GET', url: SHOWN_API, hasToken: false },
  },
  {
    name: 'a sign-in address',
    text: `${DOMAIN}/oauth2/v1/authorize?client_id=${CLIENT}&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=openid+offline_access`,
    kind: 'authorize-url',
    connection: {
      domainUrl: DOMAIN,
      clientId: CLIENT,
      clientAuth: { method: 'none' },
      grant: { type: 'authorization_code', redirectUri: 'https://app.example.com/cb' },
      scope: 'openid offline_access',
    },
    missing: [],
  },
  {
    name: 'the address of a refused sign-in',
    text: 'https://app.example.com/cb?error=access_denied&error_description=No&state=1',
    kind: 'failure',
    offers: ['diagnose'],
  },

  // Headers, tokens, replies
  {
    name: 'a Basic header',
    text: `Authorization: Basic ${BASIC}`,
    kind: 'basic-header',
    connection: { clientId: CLIENT, clientAuth: whole.clientAuth },
    missing: ['address of the identity domain'],
  },
  {
    name: 'Basic credentials alone',
    text: `Basic ${btoa(`${CLIENT}:${SECRET}\n`)}`,
    kind: 'basic-header',
    connection: { clientAuth: whole.clientAuth },
  },
  { name: 'a token', text: JWT, kind: 'token', offers: ['inspect'] },
  { name: 'a token in its header', text: `Authorization: Bearer ${JWT}`, kind: 'token', offers: ['inspect'] },
  { name: 'an opaque token', text: 'Bearer AgAgNWQzYzhiMWUwZjlhNGM3ZGI2ZTI', kind: 'token', offers: ['inspect'] },
  {
    name: 'a token reply',
    text: JSON.stringify({ access_token: JWT, token_type: 'Bearer', expires_in: 3600 }),
    kind: 'token-reply',
    offers: ['inspect'],
  },
  {
    name: 'an error reply',
    text: '{"error":"invalid_scope","error_description":"Invalid scope.","ecid":"xR9k0"}',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'an HTTP reply',
    text: 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n\n',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'curl -v',
    text: `* Connected to x\n> POST /oauth2/v1/token HTTP/1.1\n> Host: ${DOMAIN.slice(8)}\n> Authorization: Basic ${BASIC}\n>\n< HTTP/1.1 401 Unauthorized\n<\n{"error":"invalid_client"}`,
    kind: 'failure',
    offers: ['diagnose', 'connection'],
    connection: { clientId: CLIENT, domainUrl: DOMAIN },
  },
  {
    name: 'a stack trace',
    text: 'java.io.IOException: Server returned HTTP response code: 401\n\tat sun.net.www.X.y(X.java:1)\n\tat a.b(C.java:2)',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'a sentence about a failure',
    text: 'The call is denied since yesterday with ECID 0005xyz',
    kind: 'failure',
    offers: ['diagnose'],
  },
  {
    name: 'a raw request',
    text: `POST /oauth2/v1/token HTTP/1.1\nHost: ${DOMAIN.slice(8)}\nAuthorization: Basic ${BASIC}\n\ngrant_type=client_credentials&scope=${encodeURIComponent(SCOPE)}`,
    kind: 'token-request',
    ...done,
  },
  {
    name: 'a HAR',
    text: JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: TOKEN,
              headers: [{ name: 'Authorization', value: `Basic ${BASIC}` }],
              postData: { text: `grant_type=client_credentials&scope=${SCOPE}` },
            },
            response: { status: 401, headers: [], content: { text: '{}' } },
          },
          {
            request: { method: 'GET', url: API, headers: [{ name: 'Authorization', value: `Bearer ${JWT}` }] },
            response: { status: 200 },
          },
        ],
      },
    }),
    kind: 'har',
    offers: ['diagnose', 'connection', 'request'],
    ...done,
  },

  // Keys
  {
    name: 'a private key',
    text: `-----BEGIN PRIVATE KEY-----\n${btoa(SECRET.repeat(8))}\n-----END PRIVATE KEY-----`,
    kind: 'key',
    offers: ['key'],
  },
  {
    name: 'a certificate in a mail',
    text: `Here it is:\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`,
    kind: 'key',
    offers: ['key'],
  },
  { name: 'a key as JWK', text: `{"kty":"RSA","d":"${SECRET}","n":"AQAB","e":"AQAB"}`, kind: 'key', offers: ['key'] },
  { name: 'a PFX in base64', text: `MIIJ${'QWxs'.repeat(60)}`, kind: 'key', offers: ['key'] },

  // Nothing
  { name: 'nothing', text: '  \n ', kind: 'unknown', offers: [] },
  { name: 'plain words', text: 'the quick brown fox', kind: 'unknown', offers: [] },
  { name: 'prose about curl', text: 'You can use curl to fetch it. I like curl.', kind: 'unknown', offers: [] },
  { name: 'PowerShell’s own command', text: `Invoke-RestMethod -Uri ${API} -Method Get`, kind: 'unknown', offers: [] },
  { name: 'half a JSON', text: '{"clientId":"x", "cli', kind: 'unknown', offers: [] },
  { name: 'a public key of SSH', text: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@box', kind: 'unknown', offers: [] },
  { name: 'other JSON', text: '{"meters":[{"id":"x1","read":12}]}', kind: 'unknown', offers: ['diagnose'] },
];
