import { API, CLIENT, DOMAIN, POSTMAN, SCOPE, SECRET, TOKEN, done, whole } from './parts.ts';
import type { PastedText } from './parts.ts';

/** Files of other programs. */
export const FILES: PastedText[] = [
  {
    name: 'a collection of Postman',
    text: JSON.stringify({
      info: { name: 'Meters', schema: POSTMAN },
      variable: [{ key: 'domain', value: DOMAIN }],
      auth: {
        type: 'oauth2',
        oauth2: [
          { key: 'accessTokenUrl', value: '{{domain}}/oauth2/v1/token' },
          { key: 'clientId', value: CLIENT },
          { key: 'clientSecret', value: SECRET },
          { key: 'scope', value: SCOPE },
          { key: 'grant_type', value: 'client_credentials' },
        ],
      },
      item: [{ name: 'Readings', request: { method: 'GET', url: { raw: API } } }],
    }),
    kind: 'postman',
    offers: ['connection', 'request'],
    connection: { ...whole, name: 'Meters', api: { baseUrl: 'https://meters.example.com/' } },
    missing: [],
  },
  {
    name: 'a collection that asks for its token itself',
    text: JSON.stringify({
      info: { name: 'x', schema: POSTMAN },
      item: [
        {
          name: 'Folder',
          item: [
            {
              name: 'Token',
              request: {
                method: 'POST',
                url: TOKEN,
                auth: {
                  type: 'basic',
                  basic: [
                    { key: 'username', value: CLIENT },
                    { key: 'password', value: SECRET },
                  ],
                },
                body: {
                  mode: 'urlencoded',
                  urlencoded: [
                    { key: 'grant_type', value: 'client_credentials' },
                    { key: 'scope', value: SCOPE },
                    { key: 'off', value: '1', disabled: true },
                  ],
                },
              },
            },
          ],
        },
      ],
    }),
    kind: 'postman',
    ...done,
  },
  {
    name: 'an environment of Postman',
    text: JSON.stringify({
      name: 'TEST',
      values: [
        { key: 'client_id', value: CLIENT, enabled: true },
        { key: 'client_secret', value: SECRET, enabled: true },
        { key: 'token_url', value: TOKEN, enabled: true },
        { key: 'scope', value: SCOPE, enabled: true },
      ],
      _postman_variable_scope: 'environment',
    }),
    kind: 'postman-environment',
    ...done,
  },
  {
    name: 'OpenAPI 3',
    text: JSON.stringify({
      openapi: '3.0.1',
      info: { title: 'Meters' },
      servers: [{ url: 'https://{region}.example.com/ouaf/rest', variables: { region: { default: 'meters' } } }],
      components: {
        securitySchemes: {
          o: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: TOKEN, scopes: { [SCOPE]: 'all' } } } },
        },
      },
      paths: { '/readings': { get: {} } },
    }),
    kind: 'openapi',
    offers: ['connection', 'request'],
    connection: {
      name: 'Meters',
      domainUrl: DOMAIN,
      scope: SCOPE,
      api: { baseUrl: 'https://meters.example.com/ouaf/rest' },
    },
    missing: ['client ID', 'client secret'],
    request: { url: 'https://meters.example.com/ouaf/rest/readings' },
  },
  {
    name: 'Swagger 2',
    text: JSON.stringify({
      swagger: '2.0',
      host: 'meters.example.com',
      basePath: '/v2',
      securityDefinitions: { o: { type: 'oauth2', flow: 'password', tokenUrl: TOKEN, scopes: {} } },
      paths: {},
    }),
    kind: 'openapi',
    connection: { grant: { type: 'password' }, api: { baseUrl: 'https://meters.example.com/v2' } },
  },
  { name: 'OpenAPI in YAML', text: 'openapi: 3.0.0\ninfo:\n  title: Meters\n', kind: 'unknown', offers: [] },
  {
    name: 'metadata of a server',
    text: JSON.stringify({
      issuer: 'https://sso.example.com',
      token_endpoint: 'https://sso.example.com/as/token',
      jwks_uri: 'https://sso.example.com/jwks',
    }),
    kind: 'metadata',
    connection: {
      domainUrl: 'https://sso.example.com',
      endpoints: { token: 'https://sso.example.com/as/token', jwks: 'https://sso.example.com/jwks' },
    },
  },
  {
    name: 'metadata of an identity domain',
    text: JSON.stringify({
      'openid-configuration': {
        issuer: 'https://identity.oraclecloud.com/',
        token_endpoint: TOKEN,
        authorization_endpoint: `${DOMAIN}/oauth2/v1/authorize`,
      },
    }),
    kind: 'metadata',
    connection: { domainUrl: DOMAIN, endpoints: {} },
  },
];
