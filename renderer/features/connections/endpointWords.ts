import type { EndpointName } from './draft.ts';

export const ENDPOINT_LABELS: Record<EndpointName, string> = {
  token: 'Token endpoint',
  authorization: 'Authorization endpoint',
  deviceAuthorization: 'Device authorization endpoint',
  introspection: 'Introspection endpoint',
  revocation: 'Revocation endpoint',
  userinfo: 'Userinfo endpoint',
  endSession: 'End session endpoint',
  jwks: 'Key set (JWKS)',
};
