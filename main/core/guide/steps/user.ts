import { PLACES } from '../places.ts';
import { issued, issuedForUser } from '../seen.ts';
import { isClientAlone } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { never } from '../template.ts';
import type { StepTemplate, Telling } from '../template.ts';

function hasUser(situation: Situation): boolean {
  return !isClientAlone(situation) && situation.grant !== 'refresh_token' && situation.grant !== 'token_exchange';
}

function tellAccount(situation: Situation): Telling | undefined {
  if (!hasUser(situation)) return undefined;
  const { grant } = situation;
  if (grant === 'password') {
    return {
      title: 'Have a local user whose password works',
      why: 'The domain checks the password itself, so it has to be the one who keeps it.',
      details: [
        'Take a user of this very domain. One who signs in by another identity provider is refused with this grant.',
        'See that the user is active, and sign in as the user once: a password that has to be changed works on that page only.',
        'Use the user name as it stands there. It need not be the e-mail address.',
      ],
      consolePath: PLACES.user,
      takes: [{ name: 'User name', into: 'User name' }],
    };
  }
  if (grant === 'jwt_bearer' || grant === 'saml2_bearer') {
    return {
      title: 'Name the user as the domain does',
      why: 'The subject of the assertion is looked up in the domain, and has to be an active user of it.',
      details: [
        'Look up the user, and take the user name: the display name and often the e-mail address are others.',
        'See that the user is active.',
      ],
      consolePath: PLACES.user,
      ...(grant === 'jwt_bearer' ? { takes: [{ name: 'User name', into: 'User' }] } : {}),
    };
  }
  return {
    title: 'Have a user who can sign in',
    why: 'The token is for the person who signs in in the browser.',
    details: [
      'See that the user is active. Users of another identity provider and those with a second factor can sign in this way too.',
    ],
    consolePath: PLACES.user,
  };
}

function tellOwner(situation: Situation): Telling | undefined {
  const told = tellAccount(situation);
  if (told === undefined) return undefined;
  const { title, takes } = told;
  const isAsserted = situation.grant === 'jwt_bearer' || situation.grant === 'saml2_bearer';
  return {
    title: isAsserted ? 'Name the user as the server does' : title,
    why: isAsserted
      ? 'The subject of the assertion has to be somebody whom the server knows, RFC 7521 §5.2.'
      : 'The token is for the resource owner, RFC 6749 §1.1, so the server has to know one.',
    details:
      situation.grant === 'password'
        ? [
            'Use an account whose password the server itself checks, without a second factor.',
            'Many servers switch this grant off altogether: RFC 9700 §2.4 advises against it.',
          ]
        : ['See that the account is active, and under which name the server knows it.'],
    ...(takes === undefined ? {} : { takes }),
  };
}

/** Steps about the person or the assertion behind the token. */
export const USER_STEPS: StepTemplate[] = [
  {
    id: 'user.account',
    place: 'user',
    tell: { 'identity-domain': tellAccount, other: tellOwner },
    gives: [{ name: 'user name', into: 'User name, to look up', read: ({ grant }) => grant.username ?? grant.subject }],
    findings: ['user.credentials-wrong', 'user.locked-or-disabled', 'user.password-expired', 'user.federated'],
    seen: issuedForUser,
  },
  {
    id: 'user.sign-on',
    place: 'user',
    tell: {
      'identity-domain': ({ grant }) =>
        grant === 'password'
          ? {
              title: 'See that the sign-on policy asks for the password alone',
              why: 'This grant has no place for a second factor, so a rule that demands one refuses it.',
              details: [
                'Find the policy that holds for the application, and the first of its rules that fits the user.',
                'If it asks for a second factor, put a rule for this application or user before it. Otherwise choose the authorization code grant.',
              ],
              consolePath: PLACES.signOn,
            }
          : undefined,
      other: never,
    },
    findings: ['user.mfa-or-policy'],
    seen: issuedForUser,
  },
  {
    id: 'user.assignment',
    place: 'user',
    tell: {
      'identity-domain': (situation) =>
        hasUser(situation)
          ? {
              title: 'Assign the user, if the application enforces grants',
              why: 'An application that enforces grants gives tokens to assigned users and groups only.',
              details: [
                'Assign the user, or a group of theirs. Where grants are not enforced, there is nothing to do.',
              ],
              consolePath: PLACES.assignment,
            }
          : undefined,
      other: ({ grant }) =>
        grant === 'authorization_code' || grant === 'device_code'
          ? {
              title: 'Be ready to give consent',
              why: 'The server may ask the user whether this client may have the scope, RFC 6749 §4.1.',
              details: ['Allow it on the page that opens, or have an administrator allow it for everybody.'],
            }
          : undefined,
    },
    findings: ['user.not-assigned', 'user.denied-consent'],
    seen: issuedForUser,
  },
  {
    id: 'user.issuer',
    place: 'user',
    tell: { 'identity-domain': tellIssuer, other: tellIssuer },
    findings: ['grant.assertion-invalid'],
    seen: issued,
  },
];

function tellIssuer({ grant }: Situation): Telling | undefined {
  if (grant === 'saml2_bearer') {
    return {
      title: 'Have the issuer of the assertion trusted',
      why: 'The assertion is worth what its signature is worth to the server, RFC 7522 §3.',
      details: [
        'Ask the administrator to register the identity provider that signs the assertion, with its certificate.',
        'The audience of the assertion has to name this server, and its times have to hold at the moment of sending.',
      ],
    };
  }
  if (grant === 'token_exchange') {
    return {
      title: 'Have the issuer of the subject token trusted',
      why: 'The server exchanges tokens of parties that it was told to trust, RFC 8693 §1.',
      details: ['Ask the administrator whose tokens are taken, of which type, and for which audience.'],
    };
  }
  return undefined;
}
