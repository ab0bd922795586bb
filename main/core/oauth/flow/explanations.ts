/** What each parameter of an interactive grant is for, in one sentence. RFC 6749 §4.1, RFC 7636, RFC 8628, RFC 9207, OpenID Connect Core. */
const EXPLANATIONS: Record<string, string> = {
  response_type: 'Asks for a code: the token itself never passes through the browser.',
  client_id: 'Names the application.',
  redirect_uri: 'Where the browser comes back to. The server compares it with the ones registered for the application.',
  scope: 'What the token is to be good for.',
  state: 'A random value that must come back unchanged. It ties the callback to this very sign-in.',
  nonce: 'A random value that must come back inside the ID token. It ties that to this very sign-in.',
  code_challenge: 'The SHA-256 of a secret that only this application knows (PKCE).',
  code_challenge_method: 'How the challenge was made. S256 is the only safe way.',
  code_verifier: 'The secret behind the challenge. A stolen code is worth nothing without it.',
  code: 'Stands for the sign-in. It works once, within minutes, and only together with the verifier.',
  iss: 'Which server answered. It must be the one that was asked.',
  error: 'The server’s no, as a word.',
  error_description: 'The server’s no, in its own words.',
  error_uri: 'A page of the server about this error.',
  session_state: 'The state of the session at the server, for pages that watch it.',
  grant_type: 'By which grant the token is asked for.',
  prompt: 'Whether the server has to ask for sign-in or consent again.',
  login_hint: 'The user name to fill in.',
  domain_hint: 'Which identity provider to go to.',
  acr_values: 'How strong the sign-in has to be.',
  max_age: 'How many seconds ago the person may have signed in at most.',
  audience: 'The API that the token is for.',
  resource: 'The API that the token is for.',
  device_code: 'Stands for this sign-in when the server is asked whether it is done. Known to this application alone.',
  user_code: 'What the person types on the other device.',
  verification_uri: 'The page where the code is typed.',
  verification_uri_complete: 'The same page with the code already in it.',
  expires_in: 'How many seconds the code is good for.',
  interval: 'How many seconds to wait between two questions, at least.',
  id_token_hint: 'Tells the server whose session is to end.',
  post_logout_redirect_uri: 'Where the browser goes after the sign-out.',
};

/** Empty for a parameter that nobody explains. */
export function explain(name: string): string {
  return EXPLANATIONS[name] ?? '';
}
