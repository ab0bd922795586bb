import type { GrantType } from '#contract/connection.ts';

/** Each grant as people read it in the console. */
const NAMES: Partial<Record<GrantType, string>> = {
  client_credentials: 'Client credentials',
  password: 'Resource owner password',
  refresh_token: 'Refresh token',
};

export const grantName = (type: GrantType): string => NAMES[type] ?? type;
