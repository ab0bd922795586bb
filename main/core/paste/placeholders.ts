import { hasMask } from '../redact/mask.ts';

const SOMEWHERE = /<[^<>\n]{1,80}>|\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|\.\.\.|…/;
const WHOLE = [
  /^\$[A-Za-z_]\w*$/,
  /^\$\([\s\S]*\)$/,
  /^%[A-Za-z_]\w*%$/,
  /^\{[^{}]{1,80}\}$/,
  /^\[[^[\]]{1,80}\]$/,
  /^(?:your|my|enter|insert|replace|example|paste|put)[-_ ][a-z-_ ]*$/i,
  /^[x*•#.]{3,}$/i,
  /^(?:client[-_ ]?id|client[-_ ]?secret|secret|password|user[-_ ]?name|token|changeme|redacted|hidden|masked|tbd|todo|n\/a)$/i,
];

/** Whether a value only holds the place of one: `<client secret>`, `{{host}}`, `$SECRET`, `OGQ...Mjcz`, `******`. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text.length < 4000 && (hasMask(text) || SOMEWHERE.test(text) || WHOLE.some((form) => form.test(text)));
}
