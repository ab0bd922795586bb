import { OAUTH } from '../../console.ts';
import type { CauseText } from './causeText.ts';
import { ASK_AGAIN, SEND_AGAIN } from './causeText.ts';

/** What is said about codes, redirects, devices, keys, and about an API that refuses for reasons of its own. */
export const GRANT_CAUSES = {
  'client.key-format': {
    title: 'The private key or keystore cannot be read',
    explanation:
      'Its form, its algorithm or its passphrase is not what the program expects: PKCS#8 against PKCS#1, an encrypted key, a wrong password.',
    fix: [
      {
        text: 'Check the passphrase, and convert the key: openssl pkcs8 -topk8 writes PKCS#8, which Java and most libraries read.',
      },
      { text: 'The form of the connection says what a key file holds.' },
    ],
    verifyBy: 'Choose the file in the connection: it is read and described at once.',
  },
  'grant.code-invalid': {
    title: 'The authorization code is no longer good',
    explanation:
      'A code lives for minutes (three in an identity domain), works once, and only for the client that asked for it.',
    fix: [
      {
        text: 'Sign in again and exchange the new code at once, and only once. Look for a second exchange by a reload or another worker.',
      },
    ],
    verifyBy: ASK_AGAIN,
  },
  'grant.redirect-uri': {
    title: 'The redirect URI is not registered exactly so',
    explanation:
      'It is compared letter by letter: scheme, host, port, path and the slash at the end. It also has to be the same in both calls.',
    fix: [
      {
        text: 'Enter the very same address on the application.',
        consolePath: `${OAUTH} → Client configuration → Redirect URL`,
      },
      { text: 'For http://localhost, allow HTTP URLs on the application.', consolePath: `${OAUTH} → Allow HTTP URLs` },
    ],
    verifyBy: 'Sign in again.',
  },
  'grant.pkce': {
    title: 'The proof key (PKCE) does not fit',
    explanation:
      'The verifier is missing or is not the one whose challenge was sent, or the method is not allowed. Identity domains take S256.',
    fix: [
      { text: 'Send code_challenge with S256 at the sign-in, keep the verifier, and send that one with the code.' },
    ],
    verifyBy: 'Sign in again.',
  },
  'grant.state-mismatch': {
    title: 'The answer belongs to another sign-in',
    explanation:
      'State or nonce is missing or differs from the one that was sent. The cookie or session that held it was lost, the sign-in page stayed open too long, or two sign-ins crossed.',
    fix: [
      { text: 'Begin the sign-in anew, in one window, and finish it without going back.' },
      {
        text: 'In an application of your own, look at the cookie that keeps the state: SameSite, Secure, the host, several servers without a common session.',
      },
    ],
    verifyBy: 'Sign in again.',
  },
  'grant.device-pending': {
    title: 'The code was not yet entered on the other device',
    explanation:
      'This is the usual answer while a person still has to confirm. slow_down asks for a longer pause between two polls.',
    fix: [
      {
        text: 'Enter the user code at the shown address, and poll no faster than the interval says (5 s without one).',
      },
    ],
    verifyBy: 'The next poll after the confirmation brings the token.',
  },
  'grant.device-expired': {
    title: 'The device code has expired',
    explanation: 'Nobody confirmed it in time. A code of an identity domain lives for five minutes.',
    fix: [{ text: 'Ask for a new code and enter it at once.' }],
    verifyBy: ASK_AGAIN,
  },
  'grant.logout-uri': {
    title: 'The address after sign-out is not registered',
    explanation:
      'Where the browser goes after a sign-out is compared letter by letter with the addresses of the application.',
    fix: [
      {
        text: 'Add the address to the application.',
        consolePath: `${OAUTH} → Client configuration → Post-logout redirect URL`,
      },
    ],
    verifyBy: 'Sign out again.',
  },
  'api.wrong-url': {
    title: 'The API has nothing at this address',
    explanation:
      'The token was not the problem: the service is not active there, or its owner, category, name or version is another.',
    fix: [
      { text: 'Compare the address with the catalog of the application, and look whether the service is active.' },
      {
        text: 'In Oracle Utilities, look at the inbound web service.',
        consolePath: 'Utilities application → Inbound Web Service → Active',
      },
    ],
    verifyBy: SEND_AGAIN,
  },
  'api.bad-request': {
    title: 'The API does not like the message',
    explanation: 'It is about the body, a parameter or the content type, and not about who asks.',
    fix: [
      { text: 'Correct what the reply names; compare the body and its content type with the description of the API.' },
    ],
    verifyBy: SEND_AGAIN,
  },
  'api.ws-security': {
    title: 'The WS-Security header of the SOAP message was refused',
    explanation:
      'The service wants another security policy, or does not accept the user name, token or time stamp in the header of the envelope.',
    fix: [
      {
        text: 'Compare the policy of the service with what is sent: a bearer token in the HTTP header, or a UsernameToken or SAML token in the envelope.',
      },
      { text: 'Look at the user, the password and the clock.' },
    ],
    verifyBy: SEND_AGAIN,
  },
  'api.server-error': {
    title: 'The API failed inside',
    explanation: 'Authorization was passed; the application or something behind it reports an error of its own.',
    fix: [
      {
        text: 'Try again, and give the time and the id of the reply (such as the ECID) to whoever runs the application.',
      },
    ],
    verifyBy: SEND_AGAIN,
  },
} satisfies Record<string, CauseText>;
