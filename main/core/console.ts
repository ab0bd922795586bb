/** Click paths through the console of an identity domain, named alike wherever they are told: in a finding and in the guide. */
export const DOMAIN = 'Identity & Security → Domains → (domain)';
export const DOMAIN_URL = `${DOMAIN} → Overview → Domain URL → Copy`;
export const SETTINGS = `${DOMAIN} → Settings → Domain settings`;
export const SIGN_ON_POLICIES = `${DOMAIN} → Security → Sign-on policies`;
export const USERS = `${DOMAIN} → User management → Users → (user)`;

export const APPLICATIONS = `${DOMAIN} → Integrated applications`;
export const APP = `${APPLICATIONS} → (application)`;
export const OAUTH = `${APP} → OAuth configuration → Edit OAuth configuration`;
export const RESOURCES = `${OAUTH} → Token issuance policy → Resources`;
export const ADD_SCOPE = `${OAUTH} → Token issuance policy → Authorized resources: Specific → Add resources → Add scope`;

export const SERVICE = `${DOMAIN} → Oracle Cloud Services → (service)`;
export const SERVICE_OAUTH = `${SERVICE} → OAuth configuration`;
export const SERVICE_ROLES = `${SERVICE} → Application roles → (role) → Assign users (or applications)`;

/** In Oracle Utilities itself, which is no part of the domain’s console. */
export const UTILITIES_USER = 'Utilities application → User portal → Add';
