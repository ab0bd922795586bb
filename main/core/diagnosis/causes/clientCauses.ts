import {
  ADD_SCOPE,
  APP,
  DOMAIN,
  DOMAIN_URL,
  OAUTH,
  RESOURCES,
  SERVICE_OAUTH,
  SIGN_ON_POLICIES,
  USERS,
} from '../../console.ts';
import type { CauseText } from './causeText.ts';
import { ASK_AGAIN } from './causeText.ts';

/** What is said about each cause that the token endpoint can reveal. Ids are public vocabulary. */
export const TOKEN_ENDPOINT_CAUSES = {
  'client.credentials-wrong': {
    title: 'The client ID or client secret is wrong',
    explanation:
      'The domain does not know this pair of client ID and secret. The secret may have been regenerated, or belong to another application.',
    fix: [
      {
        text: 'Copy the client ID again, and show or regenerate the secret.',
        consolePath: `${APP} → General information`,
      },
      { text: 'Enter both in the connection. A regenerated secret has to reach every other user of this client too.' },
    ],
    verifyBy: ASK_AGAIN,
  },
  'client.auth-method': {
    title: 'The client authenticates in a way that it may not use',
    explanation:
      'The credentials may be right, but the server wants them sent differently: in the Basic header, in the body, or not at all for a public client.',
    fix: [
      { text: 'Choose client_secret_basic in the connection, which identity domains accept everywhere.' },
      {
        text: 'A public (mobile) application has no secret: choose “none” for it.',
        consolePath: `${OAUTH} → Client type`,
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'client.inactive': {
    title: 'The application is not active',
    explanation: 'A new application starts inactive, and an inactive one is refused like an unknown one.',
    fix: [{ text: 'Activate the application.', consolePath: `${APP} → Actions → Activate` }],
    verifyBy: ASK_AGAIN,
  },
  'client.other-domain': {
    title: 'The application may live in another identity domain',
    explanation: 'A client is known to its own domain only. The same pair works at the Domain URL of that domain.',
    fix: [
      {
        text: 'Compare the connection’s domain URL with the one of the domain that holds the application.',
        consolePath: DOMAIN_URL,
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'client.grant-not-allowed': {
    title: 'The application is not allowed to use this grant',
    explanation: 'Each grant type is ticked on the application one by one; this one is not.',
    fix: [
      { text: 'Tick the grant type and save.', consolePath: `${OAUTH} → Client configuration → Allowed grant types` },
    ],
    verifyBy: ASK_AGAIN,
  },
  'client.network-perimeter': {
    title: 'The request may come from an address that is not allowed',
    explanation: 'The client or the whole domain accepts requests from certain networks only.',
    fix: [
      { text: 'Allow this address, or choose Anywhere.', consolePath: `${OAUTH} → Client IP address` },
      {
        text: 'Look at the perimeters of the domain.',
        consolePath: `${DOMAIN} → Security → Network perimeters`,
      },
    ],
    verifyBy: 'Ask for the token again from the allowed network.',
  },
  'client.assertion-invalid': {
    title: 'The client assertion was rejected',
    explanation:
      'The audience, the times, the subject or the signature of the signed assertion is not what the server expects.',
    fix: [{ text: 'Check audience, key and clock. The times in an assertion are numbers, in seconds.' }],
    verifyBy: ASK_AGAIN,
  },
  'client.certificate-not-registered': {
    title: 'The certificate is not registered with the application',
    explanation:
      'The key id or thumbprint of the assertion, or the certificate of the TLS connection, matches none that was imported for this client.',
    fix: [
      {
        text: 'Set the client type to Trusted and import the certificate; its alias is the key id.',
        consolePath: `${OAUTH} → Client type → Trusted → Import certificate`,
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'scope.invalid': {
    title: 'The scope is not known to the domain',
    explanation:
      'A scope is the primary audience of the resource followed by the scope of the API, letter by letter: scheme, registered host, :443 if it is there, one slash.',
    fix: [
      { text: 'Copy the scope from the application.', consolePath: RESOURCES },
      {
        text: 'Compare it with the primary audience of the service.',
        consolePath: `${SERVICE_OAUTH} → Primary audience`,
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'scope.not-granted': {
    title: 'The scope is not granted to the application',
    explanation: 'The scope exists, but it is not among the resources that this application may ask for.',
    fix: [
      {
        text: 'Add the scope of the resource.',
        consolePath: ADD_SCOPE,
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'scope.missing': {
    title: 'No scope was sent',
    explanation: 'An identity domain issues a token for a named scope only.',
    fix: [{ text: 'Enter the scope in the connection.', consolePath: RESOURCES }],
    verifyBy: ASK_AGAIN,
  },
  'scope.mixed-audiences': {
    title: 'The scopes belong to several resources',
    explanation: 'One request takes the scopes of one audience, and urn:opc:resource:consumer::all stands alone.',
    fix: [{ text: 'Ask for one audience at a time, each in its own connection.' }],
    verifyBy: ASK_AGAIN,
  },
  'scope.no-offline-access': {
    title: 'No refresh token, because offline_access was not asked for',
    explanation: 'A refresh token is issued only when the first request asks for offline_access.',
    fix: [{ text: 'Add offline_access to the scope, if the token is to be refreshed.' }],
    verifyBy: 'Ask for the token again; the reply then holds a refresh token.',
  },
  'scope.refresh-not-enabled': {
    title: 'offline_access was asked for, but no refresh token came',
    explanation: 'Refreshing has to be switched on twice: on the application and on the resource.',
    fix: [
      { text: 'Tick Refresh token.', consolePath: `${OAUTH} → Client configuration → Allowed grant types` },
      {
        text: 'Allow token refresh on the resource.',
        consolePath: `${SERVICE_OAUTH} → Resources → Is refresh token allowed`,
      },
    ],
    verifyBy: 'Ask for the token again; the reply then holds a refresh token.',
  },
  'user.credentials-wrong': {
    title: 'The user name or password is wrong',
    explanation:
      'The domain knows no such pair. The user name is often not the e-mail address, and the user has to be in this very domain.',
    fix: [{ text: 'Look up the user name, and set a new password if need be.', consolePath: USERS }],
    verifyBy: 'Sign in to the domain’s console page as that user, then ask again.',
  },
  'user.locked-or-disabled': {
    title: 'The user is locked, deactivated or not yet activated',
    explanation: 'Too many wrong passwords lock a user; a new user has to follow the link of the welcome mail.',
    fix: [{ text: 'Unlock or activate the user.', consolePath: `${USERS} → More actions` }],
    verifyBy: ASK_AGAIN,
  },
  'user.password-expired': {
    title: 'The user’s password has expired or must be changed',
    explanation: 'A password that has to be changed works on the sign-in page only.',
    fix: [
      {
        text: 'Sign in as the user once and set a new password, or reset it.',
        consolePath: `${USERS} → Reset password`,
      },
    ],
    verifyBy: 'Ask for the token with the new password.',
  },
  'user.mfa-or-policy': {
    title: 'A second factor or a sign-on policy stands against this grant',
    explanation: 'The password grant has no place for a second factor, so a rule that demands one refuses it.',
    fix: [
      {
        text: 'Add a sign-on rule for this application or user that asks for the password alone.',
        consolePath: SIGN_ON_POLICIES,
      },
      { text: 'Or use the authorization code grant, where the user signs in with both.' },
    ],
    verifyBy: ASK_AGAIN,
  },
  'user.federated': {
    title: 'The user signs in elsewhere',
    explanation:
      'The password of a federated user is kept by another identity provider, so the password grant cannot check it.',
    fix: [{ text: 'Use a local user made for the integration, or the authorization code or JWT assertion grant.' }],
    verifyBy: 'Ask for the token with the local user.',
  },
  'user.denied-consent': {
    title: 'The sign-in was denied in the browser',
    explanation:
      'Whoever sat at the sign-in page refused to let the application in. Nothing is wrong with the connection.',
    fix: [{ text: 'Get the token again, and allow it on the page that opens.' }],
    verifyBy: ASK_AGAIN,
  },
  'user.not-assigned': {
    title: 'The user is not assigned to the application, or has not consented',
    explanation: 'The application enforces grants: only assigned users and groups get tokens through it.',
    fix: [{ text: 'Assign the user or a group.', consolePath: `${APP} → Users (or Groups) → Assign` }],
    verifyBy: ASK_AGAIN,
  },
  'grant.refresh-unanswered': {
    title: 'The answer to the last refresh was lost',
    explanation:
      'This refresh token was sent before, and Grantsmith ended or lost the line before the answer was kept. The server had most likely replaced it by then, and nobody has the new one.',
    fix: [{ text: 'Ask for a new token, which starts a new chain.' }],
    verifyBy: 'Refresh the new token.',
  },
  'grant.refresh-reused': {
    title: 'The refresh token was already used',
    explanation:
      'Each refresh token works once; its use yields the next one. This one was used before, here or by another program with a copy of it.',
    fix: [
      { text: 'Ask for a new token, which starts a new chain.' },
      { text: 'Let only one program refresh a token, and store the newest pair before using it.' },
    ],
    verifyBy: 'Refresh the new token twice.',
  },
  'grant.refresh-expired': {
    title: 'The refresh token is expired, revoked or unknown',
    explanation: 'A refresh token of an identity domain lives for seven days unless the resource sets another time.',
    fix: [
      { text: 'Ask for a new token.' },
      {
        text: 'Change the lifetime if it is too short.',
        consolePath: `${SERVICE_OAUTH} → Refresh token expiration`,
      },
    ],
    verifyBy: 'Refresh the new token.',
  },
  'grant.assertion-invalid': {
    title: 'The user assertion was rejected',
    explanation:
      'The subject, the audience, the times or the signature of the assertion is not what the server expects.',
    fix: [
      {
        text: 'The subject is the user name in the domain; the audience is https://identity.oraclecloud.com/ with its slash.',
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'grant.unsupported': {
    title: 'The server does not know this grant type',
    explanation: 'The value of grant_type is none that this server supports.',
    fix: [{ text: 'Choose another grant, or check that the token endpoint is the right one.' }],
    verifyBy: ASK_AGAIN,
  },
  'domain.rate-limited': {
    title: 'Too many requests for this domain',
    explanation: 'Token requests of all clients of a domain count together, per second and per minute.',
    fix: [
      { text: 'Wait a minute, then ask again. Keep a token until shortly before it ends.' },
      {
        text: 'A domain of a higher type has higher limits.',
        consolePath: `${DOMAIN} → Actions → Change domain type`,
      },
    ],
    verifyBy: 'Ask for the token again after a minute.',
  },
  'domain.unavailable': {
    title: 'The domain cannot answer at present',
    explanation: 'The server or a gateway in front of it reports an error of its own. The request was not judged.',
    fix: [
      {
        text: 'Try again in a few minutes, and look at the status page of the cloud.',
        url: 'https://ocistatus.oraclecloud.com/',
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'input.wrong-endpoint': {
    title: 'The path or method is not the one that the server answers',
    explanation:
      'The host answers, but not at this path or not to this kind of request: a token is asked for with POST and a form body.',
    fix: [{ text: 'The token endpoint of an identity domain is its domain URL followed by /oauth2/v1/token.' }],
    verifyBy: ASK_AGAIN,
  },
  'input.wrong-page': {
    title: 'This is the address of a page, not of the token endpoint',
    explanation: 'Sign-in and console pages are for browsers.',
    fix: [{ text: 'Enter the domain URL alone; the path of the token endpoint is added to it.' }],
    verifyBy: ASK_AGAIN,
  },
  'input.secret-damaged': {
    title: 'The client secret looks damaged',
    explanation:
      'White space, a line break or quotes came along when the secret was copied, and every character counts.',
    fix: [{ text: 'Enter the secret again, without anything around it.', consolePath: `${APP} → General information` }],
    verifyBy: ASK_AGAIN,
  },
  'input.wrong-token-kind': {
    title: 'Another kind of token stands where this one belongs',
    explanation:
      'An API takes an access token, the refresh grant a refresh token. An ID token is for the client alone, and a code works once at the token endpoint. Refresh tokens of an identity domain are opaque; access and ID tokens have the three parts of a JWT.',
    fix: [
      {
        text: 'Take the value of the right name from the token reply: access_token for an API, refresh_token for a refresh.',
      },
    ],
    verifyBy: 'Look at the value in the tab Inspect: it says what kind of token it is.',
  },
} satisfies Record<string, CauseText>;
