import type { PasteKind, PasteOffer } from '#contract/paste.ts';

export interface PastedText {
  name: string;
  text: string;
  kind: PasteKind;
  /** The kinds of the offers, best first; what follows the last one named is not looked at. */
  offers?: readonly PasteOffer['kind'][];
  /** Of the first connection that is offered. */
  connection?: object;
  missing?: readonly string[];
  /** Of the first request that is offered. */
  request?: object;
}

export const SECRET = 'Zq7-pLm4Xw9rTb2';
export const DOMAIN = 'https://idcs-0a1b2c3d4e5f60718293a4b5c6d7e8f9.identity.oraclecloud.com';
export const TOKEN = `${DOMAIN}/oauth2/v1/token`;
export const CLIENT = '5d3c8b1e0f9a4c7db6e2';
export const BASIC = btoa(`${CLIENT}:${SECRET}`);
export const SCOPE = 'https://meters.example.com:443/rest/*';
export const API = 'https://meters.example.com/ouaf/rest/readings?limit=5';
/** Without its query. */
export const SHOWN_API = 'https://meters.example.com/ouaf/rest/readings?…';
export const FORM = 'Content-Type: application/x-www-form-urlencoded;charset=UTF-8';
const part = (value: object): string =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
export const JWT = `${part({ alg: 'RS256', kid: 'signing-1' })}.${part({ iss: CLIENT, sub: CLIENT, aud: 'https://identity.oraclecloud.com/' })}.c2lnbmF0dXJlLW9mLWEtdGVzdA`;

export const whole = {
  domainUrl: DOMAIN,
  clientId: CLIENT,
  clientAuth: { method: 'client_secret_basic', secret: { present: true, hint: '15 characters' } },
  grant: { type: 'client_credentials' },
  scope: SCOPE,
};
export const posted = { ...whole, clientAuth: { ...whole.clientAuth, method: 'client_secret_post' } };
export const done = { connection: whole, missing: [] };
export const tokenRequest = { kind: 'token-request', offers: ['connection'], ...done } as const;
export const POSTMAN = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
