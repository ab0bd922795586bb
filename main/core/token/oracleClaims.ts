import type { JsonValue } from '../records.ts';
import type { MeaningRow } from './registeredClaims.ts';

const ORACLE = 'Oracle identity domains';
const row = (name: string, sentence: string): MeaningRow => [name, sentence, ORACLE];

/** Claims of Oracle identity domains; where only one kind of token has a claim, the sentence says so. */
export const ORACLE_CLAIMS: readonly MeaningRow[] = [
  row('tok_type', 'Kind of token: AT is an access token, IT an identity token.'),
  row('tenant_iss', 'URL of the very domain that issued the token; tells domains apart where iss is the same for all.'),
  row('sub_type', 'Whether the subject is a user or a client.'),
  row('sub_mappingattr', 'The user attribute that sub was taken from.'),
  row('client_name', 'Display name of the client application.'),
  row('client_guid', 'The domain’s own id of the client application.'),
  row('client_ocid', 'OCID of the client application.'),
  row('client_tenantname', 'Short name of the domain that the client belongs to.'),
  row('tenant', 'Short name of the domain.'),
  row('user.tenant.name', 'Short name of the user’s domain, in the older spelling; client tokens have it too.'),
  row('user_tenantname', 'Short name of the user’s domain; only in users’ tokens.'),
  row('user_id', 'The domain’s own id of the user; only in users’ tokens.'),
  row('user_ocid', 'OCID of the user; only in users’ tokens.'),
  row('user_displayname', 'The user’s name for display; only in users’ tokens.'),
  row('user_lang', 'The user’s language; only in users’ tokens.'),
  row('user_locale', 'The user’s locale; only in users’ tokens.'),
  row('user_tz', 'The user’s time zone; only in users’ tokens.'),
  row('user_isAdmin', 'Whether the subject administers the domain; stands in clients’ tokens too.'),
  row('sid', 'The user’s session in the domain; only in users’ tokens.'),
  row('sidle', 'Minutes without use after which the user’s session ends; only in users’ tokens.'),
  row('gtp', 'The grant by which the token was got.'),
  row('ca_guid', 'Id of the cloud account (tenancy).'),
  row('ca_ocid', 'OCID of the cloud account (tenancy).'),
  row('ca_name', 'Name of the cloud account (tenancy).'),
  row('domain', 'Name of the identity domain.'),
  row('domain_id', 'OCID of the identity domain.'),
  row('domain_home', 'Home region of the identity domain.'),
  row('region_name', 'Region that issued the token.'),
  row('primTenant', 'A yes or no that Oracle has not documented.'),
  row('opc', 'A yes or no that Oracle has not documented.'),
  row('pulp', 'Stands in identity tokens; Oracle has not documented it.'),
  row('user_csr', 'Stands in identity tokens; Oracle has not documented it.'),
  row('userAppRoles', 'Administrative roles of the user in the domain; only in users’ tokens.'),
  row('clientAppRoles', 'Administrative roles of the client in the domain; roles of other services do not show here.'),
  row('groups', 'Groups of the user, if they were asked for or added as a custom claim; only in users’ tokens.'),
  row('idp_name', 'The identity provider that the user signed in with; only in users’ tokens.'),
  row('idp_guid', 'Id of the identity provider that the user signed in with; only in users’ tokens.'),
  row('idp_type', 'How the user signed in: LOCAL or with a federated provider; only in users’ tokens.'),
  row('resource_app_id', 'Id of the resource application that the token is for.'),
  row('onBehalfOfUser', 'The client used its right to act on behalf of a user; only in users’ tokens.'),
  row('session_exp', 'When the user’s session ends; only in identity tokens.'),
  row('authn_strength', 'Strength of the user’s authentication; only in identity tokens.'),
  row('appRoles', 'Application roles of the user.'),
  row('acs', 'Part of the authentication token of the sign-in API, which only that API accepts.'),
  row('prn', 'The principal, same as sub; kept for older consumers.'),
];

/** Names that no other issuer is known to use. */
const DISTINCTIVE = [
  'tok_type',
  'tenant_iss',
  'sub_mappingattr',
  'client_tenantname',
  'user_tenantname',
  'user.tenant.name',
  'ca_guid',
];
const ORACLE_HOST =
  /^https:\/\/(?:[\w.-]+\.)?(?:identity\.oraclecloud\.com|identity\.[\w-]+\.oci\.oraclecloud\.com)(?::\d+)?(?:\/|$)/;

/** The issuer that every domain names unless it was given one of its own. */
export const COMMON_ISSUER = 'https://identity.oraclecloud.com/';

/** Whether the token seems to come from an identity domain, so that its claims may be explained as Oracle's. */
export function isFromIdentityDomain(claims: ReadonlyMap<string, JsonValue>): boolean {
  const issuer = claims.get('iss');
  return (typeof issuer === 'string' && ORACLE_HOST.test(issuer)) || DISTINCTIVE.some((name) => claims.has(name));
}
