const KNOWN = new Map([
  ['openid', 'sign-in'],
  ['profile', 'the user’s profile'],
  ['email', 'the e-mail address'],
  ['phone', 'the phone number'],
  ['address', 'the postal address'],
  ['offline_access', 'a refresh token'],
  ['groups', 'groups through userinfo'],
  ['approles', 'application roles through userinfo'],
  ['get_groups', 'groups in the ID token'],
  ['get_approles', 'application roles in the ID token'],
  ['urn:opc:idm:__myscopes__', 'every administrative scope that the client may have'],
  ['urn:opc:resource:consumer::all', 'everything of the services that trust the client'],
  ['urn:opc:resource:multiresourcescope', 'scopes of several services at once'],
  ['/rest/*', 'the REST web services'],
  ['/soap/*', 'the SOAP web services'],
  ['/*', 'all web services'],
]);
const SHOWN = 8;

const wordsOf = (scope: string): string | undefined => {
  const known = KNOWN.get(scope);
  if (known !== undefined) return known;
  if (scope.startsWith('urn:opc:idm:t.')) return 'administration of the domain';
  if (scope.startsWith('urn:opc:idm:role.')) return 'an administrative role';
  if (scope.startsWith('urn:opc:resource:expiry=')) return 'a longer life';
  return undefined;
};

/** Single scopes of a scope text (RFC 6749 §3.3). */
export const splitScope = (scope: string): string[] => scope.split(' ').filter((word) => word !== '');

/** `3 scopes: openid (sign-in), email (the e-mail address), other`. */
export function scopeNote(scope: string): string {
  const scopes = splitScope(scope);
  if (scopes.length === 0) return 'no scope';
  const shown = scopes.slice(0, SHOWN).map((word) => {
    const words = wordsOf(word);
    return words === undefined ? word : `${word} (${words})`;
  });
  const more = scopes.length > SHOWN ? `, and ${scopes.length - SHOWN} more` : '';
  return `${scopes.length} ${scopes.length === 1 ? 'scope' : 'scopes'}: ${shown.join(', ')}${more}`;
}
