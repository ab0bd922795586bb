import type { JsonRecord } from '../diagnosis/read/pasted.ts';
import { isRecord, textOf } from '../diagnosis/read/pasted.ts';
import { compact } from '../json.ts';
import { DOMAIN_PATHS } from '../oauth/connection/domainUrl.ts';
import { connectionOf } from './connectionOf.ts';
import { recognized } from './material.ts';
import type { Recognized } from './material.ts';

/** RFC 8414 §2 and OpenID Connect Discovery §3, to our names of the endpoints. */
const ENDPOINTS = {
  authorization: 'authorization_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
  userinfo: 'userinfo_endpoint',
  endSession: 'end_session_endpoint',
  jwks: 'jwks_uri',
} as const;

/** The metadata document of a server, as an identity domain wraps it too; undefined for any other JSON. */
export function recognizeMetadata(json: JsonRecord): Recognized | undefined {
  const wrapped = json['openid-configuration'];
  const metadata = isRecord(wrapped) ? wrapped : json;
  const tokenUrl = textOf(metadata['token_endpoint']);
  if (tokenUrl === undefined || !URL.canParse(tokenUrl)) return undefined;
  const { origin } = new URL(tokenUrl);
  const own = (name: keyof typeof ENDPOINTS): string | undefined => {
    const url = textOf(metadata[ENDPOINTS[name]]);
    return url === undefined || url.length > 8192 || url === `${origin}${DOMAIN_PATHS[name]}` ? undefined : url;
  };
  const endpoints = compact({
    authorization: own('authorization'),
    deviceAuthorization: own('deviceAuthorization'),
    introspection: own('introspection'),
    revocation: own('revocation'),
    userinfo: own('userinfo'),
    endSession: own('endSession'),
    jwks: own('jwks'),
  });
  const issuer = textOf(metadata['issuer']);
  const facts = issuer === undefined || issuer.length > 300 ? [] : [`issuer ${issuer}`];
  return recognized('metadata', [connectionOf({ tokenUrl, endpoints })], { facts });
}
