import { ADD_SCOPE, RESOURCES, SERVICE_OAUTH, SERVICE_ROLES, SETTINGS, UTILITIES_USER } from '../../console.ts';
import type { CauseText } from './causeText.ts';
import { SEND_AGAIN } from './causeText.ts';

const NEW_TOKEN = 'Get a new token, then send the request again.';

/** What is said about each cause for which an API refuses a request. Ids are public vocabulary. */
export const API_CAUSES = {
  'token.missing': {
    title: 'No access token reached the API',
    explanation: 'The API saw no token in the header Authorization: none was sent, or something on the way dropped it.',
    fix: [{ text: 'Choose the connection’s token under Auth, and take out an Authorization header of your own.' }],
    verifyBy: SEND_AGAIN,
  },
  'token.expired': {
    title: 'The access token has expired',
    explanation: 'A token is good until its end and is not prolonged by use.',
    fix: [
      { text: 'Get a new token in the tab Token, or send with the connection’s token, which is renewed by itself.' },
      {
        text: 'If it ended too soon, look at the clocks and at the lifetime of access tokens on the resource.',
        consolePath: `${SERVICE_OAUTH} → Access token expiration`,
      },
    ],
    verifyBy: SEND_AGAIN,
  },
  'token.not-yet-valid': {
    title: 'The access token is not valid yet',
    explanation: 'Its beginning lies in the future of the API’s clock.',
    fix: [{ text: 'Compare the clocks of this machine, the domain and the API. They should be set by NTP.' }],
    verifyBy: SEND_AGAIN,
  },
  'token.audience': {
    title: 'The token is for another API',
    explanation:
      'A token is good at the resource that its claim `aud` names: the host, and often the environment, of the scope that was asked for.',
    fix: [
      {
        text: 'Compare the scope of the connection with the primary audience of the service that you call.',
        consolePath: `${SERVICE_OAUTH} → Primary audience`,
      },
      { text: 'Ask for the scope of this API, copied from the application.', consolePath: RESOURCES },
      { text: 'Or correct the address, if the other environment was meant.' },
    ],
    verifyBy: NEW_TOKEN,
  },
  'token.insufficient-scope': {
    title: 'The token lacks the scope that this API wants',
    explanation:
      'The API takes the token as such, but not for this part of it. REST and SOAP have scopes of their own.',
    fix: [
      { text: 'Add the scope to the application.', consolePath: ADD_SCOPE },
      { text: 'Enter it in the connection: a token carries only what was asked for.' },
    ],
    verifyBy: NEW_TOKEN,
  },
  'token.client-token-for-user': {
    title: 'The API wants the token of a user, and got one of the client',
    explanation: 'Client credentials give a token that stands for the application. This API works for people only.',
    fix: [{ text: 'Use a connection with the authorization code grant, or a JWT assertion that names the user.' }],
    verifyBy: 'Send the request with the user’s token.',
  },
  'token.signature': {
    title: 'The API cannot verify the token’s signature',
    explanation: 'The token was changed, cut, or signed by a domain whose keys this API does not know.',
    fix: [
      { text: 'Verify the signature in the tab Inspect.' },
      { text: 'If it is good there, have the API’s administrator check which domain and keys it trusts.' },
    ],
    verifyBy: SEND_AGAIN,
  },
  'token.malformed': {
    title: 'The API cannot read the token',
    explanation: 'What was sent is no JWT, or only a part of one.',
    fix: [{ text: 'Look at it in the tab Inspect, and send the access token, not the ID token or a refresh token.' }],
    verifyBy: SEND_AGAIN,
  },
  'domain.issuer-mismatch': {
    title: 'The API trusts another issuer',
    explanation:
      'The claim `iss` of the token is not the one that the API expects: it belongs to another domain, or one of the two was reconfigured.',
    fix: [
      { text: 'Use the domain that the API is registered with.' },
      {
        text: 'Compare the issuer of the domain with the one that the API is set to.',
        consolePath: `${SETTINGS} → Issuer`,
      },
    ],
    verifyBy: NEW_TOKEN,
  },
  'clock.skew': {
    title: 'The clocks of this machine and the server differ',
    explanation:
      'Each side judges the times in tokens, assertions and certificates by its own clock. Some allow no more than two minutes.',
    fix: [{ text: 'Set this machine’s clock by time synchronisation (NTP), or have the server’s set.' }],
    verifyBy: 'The status bar shows the difference of the clocks.',
  },
  'api.user-unknown': {
    title: 'The application may not know the user behind the token',
    explanation:
      'The token is in time and made for this host, so the application itself may refuse it: it wants a user of its own with exactly this login ID. For client credentials that is the client ID.',
    fix: [
      {
        text: 'In Oracle Utilities, add a user whose login ID is the subject of the token, letter by letter, with the user type OAuth Client for a client.',
        consolePath: UTILITIES_USER,
      },
    ],
    verifyBy: SEND_AGAIN,
  },
  'api.role-missing': {
    title: 'The user or client has no role for this',
    explanation: 'The API knows who asks and does not let them: an application role or a user group is missing.',
    fix: [
      {
        text: 'Assign the role: AppWebServices and ServiceUser for Oracle Utilities, ServiceInvoker for Oracle Integration.',
        consolePath: SERVICE_ROLES,
      },
      {
        text: 'In Oracle Utilities, look whether the user’s groups have the application service of this web service.',
        consolePath: 'Utilities application → User group → Application services',
      },
    ],
    verifyBy: 'Send the request again after a minute.',
  },
  'api.gateway-block': {
    title: 'Something in front of the API refused the request',
    explanation:
      'The answer is a page for people without any word about tokens, as firewalls, load balancers and allow-lists give it. The API may not have seen the request.',
    fix: [{ text: 'Ask whoever runs the network whether this machine’s address may call the API.' }],
    verifyBy: 'Send the request again from an allowed network.',
  },
} satisfies Record<string, CauseText>;
