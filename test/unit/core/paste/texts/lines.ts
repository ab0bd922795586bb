import { CLIENT, DOMAIN, SCOPE, SECRET, TOKEN, done } from './parts.ts';
import type { PastedText } from './parts.ts';

/** Lines with names, as people mail them. */
export const LINES: PastedText[] = [
  {
    name: 'a mail',
    text: `Hello,\nhere is your access:\n\nClient ID: ${CLIENT}\nClient Secret: ${SECRET}\nURL: ${DOMAIN}/ui/v1/adminconsole\nScope: ${SCOPE}\n\nBest wishes`,
    kind: 'credentials',
    offers: ['connection'],
    ...done,
  },
  {
    name: 'in another order, with bullets and bold',
    text: `* **Scope:** ${SCOPE}\n* **Client Secret:** \`${SECRET}\`\n* **Client ID:** \`${CLIENT}\`\n* **Token URL:** ${TOKEN}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of a shell',
    text: `export IDCS_CLIENT_ID="${CLIENT}"\nexport IDCS_CLIENT_SECRET='${SECRET}'\nexport IDCS_TOKEN_URL=${TOKEN}\nexport IDCS_SCOPE="${SCOPE}"`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of PowerShell',
    text: `$env:CLIENT_ID = "${CLIENT}"\n$env:CLIENT_SECRET = "${SECRET}"\n$env:TOKEN_URL = "${TOKEN}"\n$env:SCOPE = "${SCOPE}"`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of properties',
    text: `spring.security.oauth2.client.registration.idcs.client-id=${CLIENT}\nspring.security.oauth2.client.registration.idcs.client-secret=${SECRET}\nspring.security.oauth2.client.registration.idcs.scope=${SCOPE}\nspring.security.oauth2.client.provider.idcs.token-uri=${TOKEN}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of YAML',
    text: `oauth:\n  client-id: ${CLIENT}\n  client-secret: "${SECRET}"\n  token-url: ${TOKEN}\n  scope: ${SCOPE}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'of JSON, deep',
    text: JSON.stringify({
      idcs: { clientId: CLIENT, clientSecret: SECRET, tokenUrl: TOKEN },
      request: { scope: SCOPE },
    }),
    kind: 'credentials',
    ...done,
  },
  {
    name: 'name above value',
    text: `Client ID\n${CLIENT}\nClient secret\n${SECRET}\nToken URL\n${TOKEN}\nScope\n${SCOPE}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'from a spreadsheet',
    text: `Client ID\t${CLIENT}\nClient Secret\t${SECRET}\nDomain URL\t${DOMAIN}\nScope\t${SCOPE}`,
    kind: 'credentials',
    ...done,
  },
  {
    name: 'with a user',
    text: `Environment = TEST\nClient ID = ${CLIENT}\nClient Secret = ${SECRET}\nUser name = ada\nPassword = ${SECRET}2\nIDCS URL = ${DOMAIN}`,
    kind: 'credentials',
    connection: { environment: 'TEST', grant: { type: 'password', username: 'ada', password: { present: true } } },
    missing: [],
  },
  {
    name: 'without the secret',
    text: `Client ID: ${CLIENT}\nURL: ${DOMAIN}\n`,
    kind: 'credentials',
    missing: ['client secret'],
  },
  {
    name: 'two clients',
    text: `Client ID: ${CLIENT}\nClient secret: ${SECRET}\n\nClient ID: other-client\nClient secret: ${SECRET}3\n`,
    kind: 'credentials',
    offers: ['connection', 'connection'],
  },
];
