import type { CaseCheckUp, CaseClaim, CaseDocument, CaseValue, Replacement } from '#contract/caseFile.ts';
import type { Exchange, RecordedBody } from '#contract/exchange.ts';
import { compact } from '../json.ts';
import { isSecretParameter } from '../redact/names.ts';
import { createRedactor } from '../redact/redactor.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { SecretTags } from '../redact/secretTags.ts';
import { createValueScanner } from '../redact/valueScanner.ts';
import { isPersonalClaim, isPersonalName, withoutEmails } from './personal.ts';
import { createPseudonyms } from './pseudonyms.ts';
import type { KnownSecret, Pseudonyms } from './pseudonyms.ts';
import { textsIn, withTexts } from './texts.ts';

/** What a case is made of, before and after its secrets are replaced. */
export type CaseDraft = Pick<
  CaseDocument,
  'note' | 'findings' | 'checkUp' | 'exchanges' | 'connection' | 'token' | 'pasted'
>;

export interface RedactOptions {
  /** All that is known to be secret, of the vault and of this session. */
  known: readonly KnownSecret[];
  keepPersonal: boolean;
  /** Client IDs, which may stand where a user does. */
  clientIds: readonly string[];
  tags: SecretTags;
}

/**
 * Replaces secrets, and persons unless they are kept, by labels. Twice over: first to learn what names and looks give away, then to find
 * these values in everything else as well, such as a password in the note that a form has under its name.
 */
export function redactDraft(draft: CaseDraft, options: RedactOptions): { draft: CaseDraft; replaced: Replacement[] } {
  const { keepPersonal, clientIds, tags } = options;
  const known = [...options.known, ...textsIn(draft).flatMap(pairsIn)];
  const pseudonyms = createPseudonyms({ known, keepPersonal, notPersonal: new Set(clientIds), tags });
  const secrets = known.map(({ value }) => value);
  const labelled = withTexts(draft, (text) => pseudonyms.withoutTaggedMasks(text));
  redactOnce(labelled, secrets, pseudonyms, options);
  const redacted = redactOnce(labelled, [...secrets, ...pseudonyms.values()], pseudonyms, options);
  return { draft: redacted, replaced: pseudonyms.replacedIn(textsIn(redacted)) };
}

const PAIR =
  /"(?:name|key)"\s{0,5}:\s{0,5}"([\w.-]{1,60})"\s{0,5},\s{0,5}"value"\s{0,5}:\s{0,5}"((?:[^"\\]|\\.){6,8000})"/g;

/** Secrets in lists of names with values, as archives and request collections write them. */
export function pairsIn(text: string): KnownSecret[] {
  return [...text.matchAll(PAIR)].flatMap(([, name = '', value = '']) =>
    isSecretParameter(name, value) && !value.includes('⟦') ? [{ name, value }] : [],
  );
}

function redactOnce(
  draft: CaseDraft,
  secrets: readonly string[],
  pseudonyms: Pseudonyms,
  { keepPersonal, clientIds }: RedactOptions,
): CaseDraft {
  const redactor = createRedactor(secrets, pseudonyms.treatment);
  const scan = createValueScanner(secrets, pseudonyms.treatment);
  const isPerson = (name: string, value: string): boolean =>
    !keepPersonal && isPersonalClaim(name) && !clientIds.includes(value);
  const structured: CaseDraft = compact({
    note: draft.note === undefined ? undefined : redactor.text(draft.note),
    findings: withTexts(draft.findings, (text) => redactor.text(text)),
    checkUp: draft.checkUp && redactCheckUp(redactor, draft.checkUp, isPerson, pseudonyms),
    exchanges: draft.exchanges.map((exchange) => redactExchange(redactor, exchange)),
    connection: draft.connection?.map(({ name, value }) => ({
      name,
      value: redactSetting(pseudonyms, redactor, name, value),
    })),
    token: draft.token && {
      ...draft.token,
      header: draft.token.header.map((claim) => redactClaim(redactor, claim, () => false, pseudonyms)),
      claims: draft.token.claims.map((claim) => redactClaim(redactor, claim, isPerson, pseudonyms)),
    },
    pasted: draft.pasted === undefined ? undefined : redactor.body(draft.pasted, ''),
  });
  const emails = (text: string): string =>
    keepPersonal ? text : withoutEmails(text, (address) => pseudonyms.labelOf('email', address));
  // Whatever the walk by structure has left alone is searched as well: certificates, versions, sentences of failures.
  return withTexts(structured, (text) => emails(scan(text)));
}

/** What a step has seen stands under a name, as a setting or a claim does. */
function redactCheckUp(
  redactor: Redactor,
  checkUp: CaseCheckUp,
  isPerson: (name: string, value: string) => boolean,
  pseudonyms: Pseudonyms,
): CaseCheckUp {
  return withTexts(
    {
      ...checkUp,
      steps: checkUp.steps.map((step) => ({
        ...step,
        seen: step.seen.map(({ where, quote }) => ({
          where,
          quote: isPerson(where, quote)
            ? pseudonyms.labelOf(where, quote)
            : redactSetting(pseudonyms, redactor, where, quote),
        })),
      })),
    },
    (text) => redactor.text(text),
  );
}

function redactSetting(pseudonyms: Pseudonyms, redactor: Redactor, name: string, value: string): string {
  if (pseudonyms.treatment.isSecret(name, value)) return pseudonyms.treatment.named(name, value);
  return /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value) ? redactor.url(value) : redactor.text(value);
}

function redactExchange(redactor: Redactor, exchange: Exchange): Exchange {
  const { connectionId, request, response, failure, proxy, ...rest } = exchange;
  return compact({
    ...rest,
    request: compact({
      ...request,
      url: redactor.url(request.url),
      headers: redactor.headers(request.headers),
      body: request.body && redactBody(redactor, request.body),
    }),
    response: response && {
      ...response,
      statusText: redactor.text(response.statusText),
      headers: redactor.headers(response.headers),
      body: redactBody(redactor, response.body),
    },
    failure: failure && { ...failure, message: redactor.text(failure.message) },
    proxy: proxy === undefined ? undefined : redactor.url(proxy),
  });
}

function redactBody(redactor: Redactor, body: RecordedBody): RecordedBody {
  return body.text === undefined ? body : { ...body, text: redactor.body(body.text, body.contentType) };
}

function redactClaim(
  redactor: Redactor,
  claim: CaseClaim,
  isPerson: (name: string, value: string) => boolean,
  pseudonyms: Pseudonyms,
): CaseClaim {
  const { name, value, note } = claim;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    ...claim,
    ...(note === undefined ? {} : { note: redactor.text(note) }),
    name: redactor.text(name),
    value: isPerson(name, text) ? pseudonyms.labelOf(personalNameOf(name), text) : redactValue(redactor, name, value),
  };
}

const personalNameOf = (name: string): string => (isPersonalName(name) ? name : 'full_name');

function redactValue(redactor: Redactor, name: string, value: CaseValue): CaseValue {
  return Object.values(membersOf(redactor.json({ [name]: value })))[0] ?? null;

  function membersOf(members: CaseValue): Record<string, CaseValue> {
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return {};
    return Object.fromEntries(Object.entries(members).map(([key, member]) => [redactor.text(key), namesIn(member)]));
  }
  function namesIn(member: CaseValue): CaseValue {
    if (Array.isArray(member)) return member.map(namesIn);
    return typeof member === 'object' && member !== null ? membersOf(member) : member;
  }
}
