/** Names whose value is a secret wherever they stand; compared in lower case with `_` between words. */
const SECRET_NAMES = new Set([
  'authorization',
  'proxy_authorization',
  'cookie',
  'set_cookie',
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'assertion',
  'client_assertion',
  'code_verifier',
  'device_code',
  'user_code',
  'id_token_hint',
  'api_key',
  'apikey',
  'x_api_key',
  'private_key',
  'pfx',
]);

/** Names that mean a secret on the wire of OAuth, and something harmless in most other places. */
const SECRET_WHEN_RANDOM = new Set(['code', 'key', 'credential', 'credentials', 'sessionid', 'session_id']);

const SECRET_ENDINGS = /(?:_secret|_token|_password|_passphrase|_api_key|_private_key|_assertion)$/;
const SAML_MESSAGE = /^saml_?(?:request|response|art|assertion)/;

/** `clientSecret`, `Client-Secret` and `client.secret` are one name. */
export function normalizeName(name: string): string {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[-.\s]/g, '_');
}

/** Long and without a gap, as codes and keys are; an error code such as `E-4711` is neither. */
function looksRandom(value: string): boolean {
  return value.length >= 20 && !/\s/.test(value);
}

/** Whether a value under this name is a secret. */
export function isSecretName(name: string, value: string): boolean {
  const normalized = normalizeName(name);
  if (SECRET_NAMES.has(normalized) || SECRET_ENDINGS.test(normalized) || SAML_MESSAGE.test(normalized)) return true;
  return SECRET_WHEN_RANDOM.has(normalized) && looksRandom(value);
}

/** In a query or a form `code` and `key` are what OAuth and API keys mean by them, however short. */
export function isSecretParameter(name: string, value: string): boolean {
  const normalized = normalizeName(name);
  return normalized === 'code' || normalized === 'key' || isSecretName(name, value);
}
