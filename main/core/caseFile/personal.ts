import { normalizeName } from '../redact/names.ts';

/** Names under which a person stands, in claims, forms, JSON and settings; OpenID Connect Core §5.1 and what Oracle and Microsoft add. */
const PERSONAL_NAMES = new Set([
  'username',
  'user_name',
  'login_hint',
  'email',
  'e_mail',
  'mail',
  'email_address',
  'preferred_username',
  'given_name',
  'family_name',
  'middle_name',
  'full_name',
  'nickname',
  'user_displayname',
  'display_name',
  'displayname',
  'user_id',
  'upn',
  'unique_name',
  'sub',
  'subject_of_the_assertion',
  'phone_number',
  'mobile',
  'birthdate',
]);

/** Claims that mean a person, and something harmless elsewhere. */
const PERSONAL_CLAIMS = new Set(['name', 'address', 'picture', 'profile', 'website', 'gender']);

export const isPersonalName = (name: string): boolean => PERSONAL_NAMES.has(normalizeName(name));

export const isPersonalClaim = (name: string): boolean =>
  PERSONAL_CLAIMS.has(normalizeName(name)) || isPersonalName(name);

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g;

/** The text with something else in the place of each e-mail address, percent-encoded ones included. */
export function withoutEmails(text: string, replace: (address: string) => string): string {
  return /@|%40/.test(text) ? text.replace(EMAIL, (address) => replace(address.replace('%40', '@'))) : text;
}
