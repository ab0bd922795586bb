import { isRecord, parseJson, textOf } from './pasted.ts';

const CODES =
  'invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|unsupported_response_type|invalid_scope|invalid_target|' +
  'invalid_redirect_uri|redirect_uri_mismatch|access_denied|server_error|temporarily_unavailable|authorization_pending|slow_down|expired_token|' +
  'invalid_token|insufficient_scope|invalid_session|mfa_required|interaction_required|consent_required|login_required|account_selection_required|' +
  'too_many_requests|invalid_dpop_proof|use_dpop_nonce|unmet_authentication_requirements|invalid_client_metadata';
const NAMED = new RegExp(`\\berror["']? ?(?:=>|[:=]) ?["']?(${CODES})\\b`, 'i');
const BARE = new RegExp(`\\b(${CODES})\\b`);
const DESCRIPTION =
  /\berror_?description["']? ?(?:=>|[:=]) ?(?:"((?:[^"\\]|\\.){1,1000})"|'([^']{1,1000})'|([^"'{}&]{1,300}))/i;

interface Said {
  error?: string;
  errorDescription?: string;
}

/** The error of RFC 6749 §5.2: from the JSON of the reply, else from any words that hold one. */
export function saidError(body: string, words: string): Said {
  const json = parseJson(body.trim());
  const error = isRecord(json) ? textOf(json['error']) : undefined;
  if (isRecord(json) && error !== undefined && /^[\w.-]{3,60}$/.test(error)) {
    const description = textOf(json['error_description']);
    return description === undefined ? { error } : { error, errorDescription: describedIn(words) ?? description };
  }
  const code = (NAMED.exec(words) ?? BARE.exec(words))?.[1]?.toLowerCase();
  const description = describedIn(words);
  return {
    ...(code === undefined ? {} : { error: code }),
    ...(description === undefined ? {} : { errorDescription: description }),
  };
}

/** From the words, since secrets are replaced there. */
function describedIn(words: string): string | undefined {
  const [, double, single, bare] = DESCRIPTION.exec(words) ?? [];
  return (double ?? single ?? bare)?.trim();
}
