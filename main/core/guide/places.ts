import {
  ADD_SCOPE,
  APP,
  APPLICATIONS,
  DOMAIN,
  DOMAIN_URL,
  OAUTH,
  RESOURCES,
  SERVICE_OAUTH,
  SERVICE_ROLES,
  SIGN_ON_POLICIES,
  USERS,
  UTILITIES_USER,
} from '../console.ts';

/** Where a step is done. */
export const PLACES = {
  domainUrl: DOMAIN_URL,
  addApplication: `${APPLICATIONS} → Add application`,
  activate: `${APP} → Actions → Activate`,
  general: `${APP} → General information`,
  assignment: `${APP} → Users (or Groups) → Assign`,
  grantTypes: `${OAUTH} → Client configuration → Allowed grant types`,
  redirectUrl: `${OAUTH} → Client configuration → Redirect URL`,
  certificate: `${OAUTH} → Client type → Trusted → Import certificate`,
  network: `${OAUTH} → Client IP address`,
  resources: RESOURCES,
  addScope: ADD_SCOPE,
  appRoles: `${OAUTH} → Add app roles`,
  audience: `${SERVICE_OAUTH} → Primary audience`,
  resourceRefresh: `${SERVICE_OAUTH} → Resources → Is refresh token allowed`,
  roles: SERVICE_ROLES,
  user: USERS,
  signOn: SIGN_ON_POLICIES,
  utilitiesUser: UTILITIES_USER,
} as const;

/** Whether the path begins in the console of the domain, and not in an application of its own. */
export function isInConsole(path: string | undefined): boolean {
  return path?.startsWith(DOMAIN) === true;
}
