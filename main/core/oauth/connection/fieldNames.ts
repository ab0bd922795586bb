import type { ImportTarget } from '#contract/imports.ts';

/** Column names of the usual password managers and of people's own spreadsheets, without spaces and marks. */
export const NAMES: Record<ImportTarget, readonly string[]> = {
  name: ['title', 'name', 'account', 'itemname', 'entry', 'connection'],
  environment: ['environment', 'env', 'stage'],
  domainUrl: [
    ...['domainurl', 'identitydomain', 'domain', 'idcsurl', 'issuer'],
    ...['url', 'uri', 'loginuri', 'loginurl', 'website', 'websiteaddress', 'address'],
  ],
  tokenEndpoint: ['tokenendpoint', 'tokenurl', 'accesstokenurl', 'tokenuri'],
  clientId: [
    ...['clientid', 'oauthclientid', 'idcsclientid', 'applicationid', 'appid', 'consumerkey'],
    ...['username', 'login', 'loginname', 'loginusername', 'user'],
  ],
  clientSecret: [
    ...['clientsecret', 'oauthclientsecret', 'idcsclientsecret', 'consumersecret', 'secret'],
    ...['password', 'loginpassword', 'pwd', 'apikey'],
  ],
  username: ['serviceuser', 'resourceowner'],
  password: ['userpassword', 'serviceuserpassword'],
  scope: ['scope', 'scopes', 'oauthscope'],
  apiBaseUrl: ['apibaseurl', 'apiurl', 'baseurl', 'resourceurl'],
  notes: ['notes', 'note', 'comments', 'comment', 'extra', 'description'],
};

/** Names that say what they are only at the head of a column: in a text, a line `Name: …` may be about anything. */
const COLUMN_ONLY = new Set([
  ...NAMES.name,
  ...NAMES.notes,
  ...['url', 'uri', 'loginuri', 'loginurl', 'website', 'websiteaddress', 'address', 'issuer'],
  ...['username', 'login', 'loginname', 'loginusername', 'user', 'password', 'loginpassword', 'pwd', 'apikey'],
]);

const KNOWN = new Set(Object.values(NAMES).flat());

/** `Client-ID`, `client_id` and `clientId` are one name. */
export const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** Whether a column of this name is recognised. */
export const isKnownName = (name: string): boolean => KNOWN.has(plain(name));

/** Whether a line `name: value` in a text means this field of the entry. */
export const isFieldName = (name: string): boolean => isKnownName(name) && !COLUMN_ONLY.has(plain(name));
