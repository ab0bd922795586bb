const DOMAIN = 'Identity & Security → Domains → (domain)';
const APPLICATIONS = `${DOMAIN} → Integrated applications`;
const APPLICATION = `${APPLICATIONS} → (application)`;
const OAUTH = `${APPLICATION} → OAuth configuration → Edit OAuth configuration`;
const SERVICE = `${DOMAIN} → Oracle Cloud Services → (service)`;

/** Click paths through the console of an identity domain. The causes of a diagnosis name the same places by the same words. */
export const PLACES = {
  domainUrl: `${DOMAIN} → Overview → Domain URL → Copy`,
  addApplication: `${APPLICATIONS} → Add application`,
  activate: `${APPLICATION} → Actions → Activate`,
  general: `${APPLICATION} → General information`,
  assignment: `${APPLICATION} → Users (or Groups) → Assign`,
  grantTypes: `${OAUTH} → Client configuration → Allowed grant types`,
  redirectUrl: `${OAUTH} → Client configuration → Redirect URL`,
  certificate: `${OAUTH} → Client type → Trusted → Import certificate`,
  network: `${OAUTH} → Client IP address`,
  resources: `${OAUTH} → Token issuance policy → Resources`,
  addScope: `${OAUTH} → Token issuance policy → Authorized resources: Specific → Add resources → Add scope`,
  appRoles: `${OAUTH} → Add app roles`,
  audience: `${SERVICE} → OAuth configuration → Primary audience`,
  resourceRefresh: `${SERVICE} → OAuth configuration → Resources → Is refresh token allowed`,
  roles: `${SERVICE} → Application roles → (role) → Assign users (or applications)`,
  user: `${DOMAIN} → User management → Users → (user)`,
  signOn: `${DOMAIN} → Security → Sign-on policies`,
  utilitiesUser: 'Utilities application → User portal → Add',
} as const;

/** Whether the path begins in the console of the domain, and not in an application of its own. */
export function isInConsole(path: string | undefined): boolean {
  return path?.startsWith(DOMAIN) === true;
}
