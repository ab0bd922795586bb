import { PLACES } from '../places.ts';
import { isClientAlone } from '../situation.ts';
import type { Situation } from '../situation.ts';
import { never } from '../template.ts';
import type { StepTemplate, Telling } from '../template.ts';

const UTILITIES_ROLES =
  'Oracle Utilities: assign the caller to `AppWebServices`, and to `ServiceUser` for a usual production set-up.';

function integrationRoles(situation: Situation): string {
  const whom = isClientAlone(situation) ? 'the application, under Assigned applications,' : 'the user';
  return `Oracle Integration: assign ${whom} to \`ServiceInvoker\` for calling integrations; its own API asks for \`ServiceUser\` at least. A new role counts after about a minute.`;
}

function tellRole(situation: Situation): Telling | undefined {
  const { api } = situation;
  if (api === 'administration') return undefined;
  return {
    title: 'Give the caller a role in the service',
    why: 'The token only says who asks: what they may do there is decided by their roles.',
    details: [
      ...(api === 'integration' ? [] : [UTILITIES_ROLES]),
      ...(api === 'utilities' ? [] : [integrationRoles(situation)]),
      ...(api === 'unknown' ? ['Another service: ask its owner which role a caller needs.'] : []),
    ],
    consolePath: PLACES.roles,
  };
}

function tellUtilitiesUser(situation: Situation): Telling | undefined {
  const { api } = situation;
  if (api === 'administration' || api === 'integration') return undefined;
  const isAlone = isClientAlone(situation);
  const whom = isAlone ? 'the client as a user' : 'the user';
  return {
    title: api === 'unknown' ? `If the API is Oracle Utilities, add ${whom} there` : `Add ${whom} to Oracle Utilities`,
    why: 'Oracle Utilities looks the caller up among its own users, and a web service never creates one.',
    details: [
      isAlone
        ? 'Add a user whose login ID is the client ID, in the very same capital and small letters, with the user type “OAuth Client”.'
        : 'Add a user whose login ID is the user name of the domain, in the very same capital and small letters.',
      'Give it the user groups whose application services hold the web service that you call.',
      'Give it the To Do roles and the access security that the work needs.',
    ],
    consolePath: PLACES.utilitiesUser,
  };
}

/** Steps about the API's own idea of the caller. No token shows whether they were taken. */
export const API_STEPS: StepTemplate[] = [
  {
    id: 'api.role',
    place: 'api',
    tell: {
      'identity-domain': tellRole,
      other: () => ({
        title: 'Let the API accept the caller',
        why: 'The token only says who asks and for what: whether that is enough is decided by the API.',
        details: [
          'See that the API trusts this issuer, and that it is the audience of the token (RFC 9068 §4).',
          'Give the subject of the token the rights that the call needs.',
        ],
      }),
    },
    findings: ['api.role-missing', 'token.client-token-for-user'],
  },
  {
    id: 'api.user',
    place: 'api',
    tell: { 'identity-domain': tellUtilitiesUser, other: never },
    gives: [
      {
        name: 'login ID',
        into: 'Login ID of the user',
        read: ({ clientId, grant }) => loginIdOf(clientId, grant),
      },
    ],
    findings: ['api.user-unknown'],
  },
];

function loginIdOf(
  clientId: string,
  { type, username, subject }: { type: Situation['grant']; username?: string; subject?: string },
): string | undefined {
  if (type === 'client_credentials' || type === 'tls_client_auth' || type === 'tls_cert_auth') return clientId;
  return username ?? subject;
}
