import type { MeaningRow } from './registeredClaims.ts';

interface Vendor {
  issuer: RegExp;
  claims: readonly MeaningRow[];
}

const rows = (source: string, meanings: Record<string, string>): MeaningRow[] =>
  Object.entries(meanings).map(([name, sentence]) => [name, sentence, source]);

/** Other issuers whose tokens are met beside Oracle's, known by their issuer. */
export const VENDORS: readonly Vendor[] = [
  {
    issuer: /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|sts\.windows\.net|login\.partner\.microsoftonline\.cn)\//,
    claims: rows('Microsoft Entra', {
      tid: 'The Entra tenant.',
      oid: 'Id of the user or service principal in the tenant.',
      appid: 'The client that asked for the token.',
      appidacr: 'How the client authenticated: 0 not at all, 1 by secret, 2 by certificate.',
      azpacr: 'How the client authenticated: 0 not at all, 1 by secret, 2 by certificate.',
      scp: 'Scopes that a user has delegated, with a space between them.',
      upn: 'The user’s sign-in name.',
      unique_name: 'A readable name of the user; may change.',
      idtyp: 'Kind of subject: app or user.',
      idp: 'The identity provider that authenticated the subject.',
      ipaddr: 'Address that the user came from.',
      wids: 'Tenant-wide roles of the user.',
      ver: 'Version of the token’s form.',
      uti: 'Entra’s own id of the token.',
      rh: 'For Entra’s own use.',
      aio: 'For Entra’s own use.',
      hasgroups: 'The user has more groups than fit into the token.',
    }),
  },
  {
    issuer: /^https:\/\/[\w.-]+\.(?:okta|oktapreview|okta-emea)\.com(?:\/|$)/,
    claims: rows('Okta', {
      ver: 'Version of the token’s form.',
      cid: 'The client that asked for the token.',
      uid: 'Okta’s id of the user.',
      scp: 'Scopes that were granted, as a list.',
      idp: 'The identity provider that authenticated the user.',
    }),
  },
  {
    issuer: /\/realms\/[^/]+$/,
    claims: rows('Keycloak', {
      typ: 'Kind of token: Bearer is an access token; ID and Refresh are what they say.',
      session_state: 'The sign-in session.',
      realm_access: 'Roles of the subject in the realm.',
      resource_access: 'Roles of the subject in single clients.',
      'allowed-origins': 'Web origins that may use the token from a browser.',
    }),
  },
];
