import { API_RULES } from './apiRules.ts';
import { API_WORDINGS } from './apiWordings.ts';
import { CLIENT_RULES } from './clientRules.ts';
import { GRANT_RULES } from './grantRules.ts';
import { INPUT_RULES } from './inputRules.ts';
import type { Rule } from './rule.ts';
import { SCOPE_RULES } from './scopeRules.ts';
import { SERVER_RULES } from './serverRules.ts';
import { TOKEN_RULES } from './tokenRules.ts';
import { TOKEN_WORDINGS } from './tokenWordings.ts';
import { TRANSPORT_RULES } from './transportRules.ts';
import { USER_RULES } from './userRules.ts';
import { VENDOR_CODE_RULES } from './vendorCodes.ts';

/** The one set of rules, for what Grantsmith sent and for what was pasted; the order decides between rules that are equally sure. */
export const RULES: readonly Rule[] = [
  ...VENDOR_CODE_RULES,
  ...TRANSPORT_RULES,
  ...INPUT_RULES,
  ...SERVER_RULES,
  ...CLIENT_RULES,
  ...SCOPE_RULES,
  ...USER_RULES,
  ...GRANT_RULES,
  ...TOKEN_RULES,
  ...TOKEN_WORDINGS,
  ...API_WORDINGS,
  ...API_RULES,
];
