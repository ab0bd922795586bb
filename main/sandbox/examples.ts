import type { SandboxStatus } from '#contract/sandbox.ts';
import { soapRequest } from './apiSoap.ts';

type Example = Extract<SandboxStatus, { state: 'running' }>['examples'][number];

/** Requests that the practice API answers, as they stand, with the token of the right connection. */
export function createExamples(apiUrl: string): Example[] {
  const rest = `${apiUrl}/rest/apis`;
  const json: [string, string][] = [['Accept', 'application/json']];
  return [
    { name: 'List users (REST)', method: 'GET', url: `${rest}/common/users`, headers: json },
    { name: 'One user (REST)', method: 'GET', url: `${rest}/common/users/U00001`, headers: json },
    {
      name: 'Create a user (REST)',
      method: 'POST',
      url: `${rest}/common/users`,
      headers: [...json, ['Content-Type', 'application/json']],
      body: `${JSON.stringify({ firstName: 'Ada', lastName: 'Quist', userType: 'Base User' }, null, 2)}\n`,
    },
    {
      name: 'Find a user (SOAP)',
      method: 'POST',
      url: `${apiUrl}/soap/api/iws/UserLookup`,
      headers: [
        ['Content-Type', 'text/xml;charset=UTF-8'],
        ['SOAPAction', '"FindUser"'],
      ],
      body: soapRequest('U00001'),
    },
    { name: 'Large reply, 1 MB (REST)', method: 'GET', url: `${rest}/practice/readings`, headers: json },
    { name: 'Slow reply, 30 s (REST)', method: 'GET', url: `${rest}/practice/slow?seconds=30`, headers: json },
    { name: 'Redirect to another origin (REST)', method: 'GET', url: `${rest}/practice/redirect`, headers: json },
  ];
}
