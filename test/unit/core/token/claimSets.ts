import { NOW_SECONDS } from './support.ts';

const GUID = '0123456789abcdef0123456789abcdef';

/** Claims as an identity domain put them into a client-credentials token in 2018; every value is made up. */
export const CLIENT_CLAIMS_2018 = {
  sub: 'ACME_METER_APPID',
  'user.tenant.name': `idcs-${GUID}`,
  sub_mappingattr: 'userName',
  iss: 'https://identity.oraclecloud.com/',
  tok_type: 'AT',
  client_id: 'ACME_METER_APPID',
  user_isAdmin: false,
  aud: ['https://meter.example.com', 'https://meter.example.com:443'],
  sub_type: 'client',
  clientAppRoles: ['Authenticated Client', 'Global Viewer'],
  scope: '/rest/*',
  client_tenantname: `idcs-${GUID}`,
  exp: NOW_SECONDS + 2520,
  iat: NOW_SECONDS - 1080,
  client_guid: 'aaaabbbbccccddddeeeeffff00001111',
  client_name: 'Meter loader',
  tenant: `idcs-${GUID}`,
  jti: '11112222333344445555666677778888',
};

/** The same kind of token with what later years added; every value is made up. */
export const CLIENT_CLAIMS_2026 = {
  tok_type: 'AT',
  iss: 'https://identity.oraclecloud.com/',
  tenant_iss: `https://idcs-${GUID}.identity.oraclecloud.com:443`,
  client_id: 'b1946ac92492d2347c6235b4d2611184',
  sub_type: 'client',
  sub: 'b1946ac92492d2347c6235b4d2611184',
  sub_mappingattr: 'userName',
  aud: [`https://${GUID}.integration.eu.ocp.oraclecloud.com:443`, 'urn:opc:lbaas:logicalguid=idcs-1'],
  scope: 'urn:opc:resource:consumer::all urn:opc:idm:t.app offline_access',
  gtp: 'cc',
  opc: false,
  primTenant: true,
  ca_guid: 'cacct-1',
  ca_ocid: 'ocid1.tenancy.oc1..made-up',
  ca_name: 'acme',
  domain: 'Default',
  domain_id: 'ocid1.domain.oc1..made-up',
  domain_home: 'eu-frankfurt-1',
  region_name: 'eu-frankfurt-idcs-1',
  client_ocid: 'ocid1.domainapp.oc1..made-up',
  client_name: 'José’s loader 🚀',
  client_guid: 'aaaabbbbccccddddeeeeffff00001111',
  client_tenantname: `idcs-${GUID}`,
  user_isAdmin: true,
  exp: NOW_SECONDS + 3000,
  iat: NOW_SECONDS - 600,
  tenant: `idcs-${GUID}`,
  jti: '11112222333344445555666677778888',
};
