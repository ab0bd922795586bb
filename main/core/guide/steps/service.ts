import { PLACES } from '../places.ts';
import { choosesScope } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { firstOf, holdsAddress, issued, issuedForScope, issuedWithRefresh } from '../seen.ts';
import { never } from '../template.ts';
import type { StepTemplate } from '../template.ts';

const AUDIENCE_WORDS: Record<Situation['api'], string[]> = {
  utilities: [
    'The service of an Oracle Utilities environment is named after the product and the environment, so check that you opened the one that you mean.',
    'Its scopes are `/rest/*`, `/soap/*` or `/*` for both. See which of them exist.',
  ],
  integration: [
    'Oracle Integration has one scope for calling integrations, `urn:opc:resource:consumer::all`, and another for its own API, `/ic/api/`. One does not open the other.',
  ],
  administration: [],
  unknown: [
    'See which scopes the service offers: at Oracle Utilities `/rest/*`, `/soap/*` or `/*`, at Oracle Integration `urn:opc:resource:consumer::all` and `/ic/api/`.',
  ],
};

/** Steps about the domain and the service that is called. */
export const SERVICE_STEPS: StepTemplate[] = [
  {
    id: 'domain.address',
    place: 'service',
    tell: {
      'identity-domain': () => ({
        title: 'Find the address of the identity domain',
        why: 'Every endpoint stands below this one address, and an application is known to its own domain only.',
        details: [
          'Open the application whose API you want to call. The sign-in page that comes up belongs to the domain: paste its address into the connection, which keeps the host.',
          'Or copy the Domain URL from the overview of the domain.',
          'Production and test often have a domain each. Take the one of the environment that you call.',
        ],
        consolePath: PLACES.domainUrl,
        takes: [{ name: 'Domain URL', into: 'Identity domain' }],
      }),
      other: () => ({
        title: 'Find the token endpoint of the server',
        why: 'Tokens are asked for at one address, and a client is known to that server only.',
        details: [
          'Look up the issuer of the server, and read its metadata (RFC 8414): the issuer with `/.well-known/oauth-authorization-server`, or `/.well-known/openid-configuration` behind it.',
          'Enter the `token_endpoint`, and under Endpoints the other addresses that your grant needs.',
          '“What the domain says”, in the menu of the connection, reads the metadata for you.',
        ],
        takes: [{ name: 'token_endpoint', into: 'Identity domain' }],
      }),
    },
    gives: [{ name: 'domain URL', into: 'Domain URL, to compare', read: ({ domainUrl }) => domainUrl }],
    findings: ['client.other-domain', 'input.wrong-page', 'input.wrong-endpoint'],
    seen: firstOf(issued, holdsAddress),
  },
  {
    id: 'service.audience',
    place: 'service',
    tell: {
      'identity-domain': (situation) =>
        choosesScope(situation) && situation.api !== 'administration'
          ? {
              title: 'Copy the primary audience of the service',
              why: 'Every scope of the service begins with it, letter by letter, and it is not always the host that you see in the browser.',
              details: [
                'Open the service that you want to call, and its OAuth configuration.',
                'Copy the primary audience as it stands: with `https://`, and with `:443` if that is there.',
                ...AUDIENCE_WORDS[situation.api],
              ],
              consolePath: PLACES.audience,
              takes: [{ name: 'Primary audience', into: 'Primary audience of the resource' }],
            }
          : undefined,
      other: never,
    },
    findings: ['scope.invalid', 'token.audience'],
    seen: issuedForScope,
  },
  {
    id: 'service.refresh',
    place: 'service',
    tell: {
      'identity-domain': ({ wantsRefresh, api }) =>
        wantsRefresh && api !== 'administration'
          ? {
              title: 'Allow token refresh on the service',
              why: 'The service has a switch of its own: without it no refresh token comes, whatever the application is allowed.',
              details: [
                'Open the resources of the service and switch on “Is refresh token allowed”. Newer consoles call it “Allow token refresh”.',
                'Look at the refresh token expiration beside it. Seven days is usual; after that somebody signs in again.',
              ],
              consolePath: PLACES.resourceRefresh,
            }
          : undefined,
      other: never,
    },
    findings: ['scope.refresh-not-enabled'],
    seen: issuedWithRefresh,
  },
];
