import type { ParsedInput } from '#contract/api.ts';
import type { AppInfo } from '#contract/app.ts';
import type { CaseClaim, CaseDocument, CaseSetting, CaseToken } from '#contract/caseFile.ts';
import type { Claim } from '#contract/inspection.ts';
import { findExchange } from '../diagnosis/analyze.ts';
import { secretsIn } from '../diagnosis/read/secretsIn.ts';
import { takeApart } from '../diagnosis/read/takeApart.ts';
import { harOf } from '../exchange/har.ts';
import { Failure } from '../failure.ts';
import type { Now } from '../http.ts';
import { compact, toJson } from '../json.ts';
import { listConnections, readConnection } from '../oauth/connection/connections.ts';
import { readToken } from '../oauth/tokens/storedToken.ts';
import type { Records } from '../records.ts';
import type { SecretTags } from '../redact/secretTags.ts';
import type { RequestHistory } from '../request/requestHistory.ts';
import { inspectToken } from '../token/inspectToken.ts';
import { caseCheckUpOf, readCheckUp } from './caseCheckUp.ts';
import { caseHtml } from './caseHtml.ts';
import { localTime, summaryOf, titleOf } from './caseWords.ts';
import { connectionSettings } from './connectionSettings.ts';
import { sha256 } from './digest.ts';
import { requireNoSecret } from './leaks.ts';
import type { KnownSecret } from './pseudonyms.ts';
import { redactDraft } from './redactDraft.ts';
import type { CaseDraft } from './redactDraft.ts';
import { vaultSecrets } from './vaultSecrets.ts';

export interface CaseFilePorts {
  records: Records;
  /** The API calls since the vault was opened. */
  calls: Pick<RequestHistory, 'list'>;
  /** What is secret in this session beside what the vault holds. */
  liveSecrets: () => readonly string[];
  /** Those that the recorder of the exchanges uses. */
  tags: SecretTags;
  info: AppInfo;
  now: Now;
}

type Question = ParsedInput<'caseFile.preview'>;

export interface CaseFile {
  document: CaseDocument;
  html: string;
  /** Of the JSON in it, hexadecimal. */
  sha256: string;
}

/** A case file is read whole, here and by whoever gets it by mail. */
export const LARGEST_CASE = 16 * 1024 * 1024;
const LONGEST_PASTED = 100_000;

/**
 * Makes a case file of what was chosen. Throws `input.not-found` for what is gone, `input.too-large`, `vault.locked`, and
 * `input.secret-found` when the last search finds a secret all the same.
 */
export async function makeCaseFile(ports: CaseFilePorts, question: Question): Promise<CaseFile> {
  const { records, now, info } = ports;
  const known = knownSecrets(ports);
  const { draft, replaced } = redactDraft(draftOf(ports, question), {
    known: [...pastedSecrets(question.pasted), ...known],
    keepPersonal: question.keepPersonal === true,
    clientIds: listConnections(records).map(({ clientId }) => clientId),
    tags: ports.tags,
  });
  const har = harOf(draft.exchanges, { name: info.name, version: info.version });
  const newest = draft.exchanges.toSorted((a, b) => b.startedAt - a.startedAt);
  const document: CaseDocument = {
    format: 'grantsmith-case',
    version: 1,
    createdAt: localTime(now()),
    title: titleOf(draft),
    summary: summaryOf(draft),
    app: appSettings(info),
    ...compact({ clockSkewSeconds: newest.find((item) => item.clockSkewSeconds !== undefined)?.clockSkewSeconds }),
    ...draft,
    replaced,
    harSha256: await sha256(har),
  };
  const made = await caseHtml(document, har);
  if (made.html.length > LARGEST_CASE) {
    throw new Failure('input.too-large', 'The case file would be larger than 16 MiB. Choose fewer requests.', {
      field: 'exchangeIds',
    });
  }
  requireNoSecret(made.html, document, known);
  return { document, ...made };
}

/** What the last search looks for. Throws `vault.locked`. */
export function knownSecrets({ records, liveSecrets }: Pick<CaseFilePorts, 'records' | 'liveSecrets'>): KnownSecret[] {
  const stored = vaultSecrets(records);
  const values = new Set(stored.map(({ value }) => value));
  const live = liveSecrets().filter((value) => !values.has(value));
  return [...live.map((value) => ({ name: 'secret', value })), ...stored.toReversed()];
}

/** A further section of the file begins here: it is redacted with the rest when it is a part of the draft. */
function draftOf(ports: CaseFilePorts, question: Question): CaseDraft {
  const { records, now } = ports;
  const { connectionId, tokenId, note, findings = [], exchangeIds = [], omittedClaims = [], pasted } = question;
  const checkUp = question.checkUp === undefined ? undefined : readCheckUp(question.checkUp);
  const recorded = [...new Set(exchangeIds)].map((id) => findExchange(ports, id));
  const probes = (checkUp?.steps ?? []).flatMap((step) => step.exchanges);
  return compact({
    note: note?.trim() === '' ? undefined : note?.trim(),
    findings,
    checkUp: checkUp && caseCheckUpOf(checkUp),
    exchanges: [...recorded, ...probes].sort((a, b) => a.startedAt - b.startedAt),
    connection: connectionId === undefined ? undefined : connectionSettings(readConnection(records, connectionId)),
    token: tokenId === undefined ? undefined : tokenOf(readToken(records, tokenId).accessToken, now(), omittedClaims),
    pasted: pasted === undefined ? undefined : pastedOf(pasted),
  });
}

/** Undefined for a token that says nothing of itself. */
function tokenOf(accessToken: string, now: number, omittedClaims: readonly string[]): CaseToken | undefined {
  const { header = [], claims = [] } = inspectToken(accessToken, { now });
  if (header.length === 0) return undefined;
  const omitted = claims.map(({ name }) => name).filter((name) => omittedClaims.includes(name));
  return {
    header: header.map(claimOf),
    claims: claims.filter(({ name }) => !omitted.includes(name)).map(claimOf),
    omitted,
  };
}

function claimOf({ name, value, meaning, note }: Claim): CaseClaim {
  return compact({ name, value: toJson(value), meaning, note });
}

/** An archive holds far more than the failure, and the person has hardly seen all of it: it stays behind. */
function pastedOf(text: string): string | undefined {
  const { form } = takeApart(text);
  if (form === 'har' || form === 'exchange' || text.trim() === '') return undefined;
  // A value that the cut went through is no longer recognised, so its beginning is dropped with it.
  return text.length <= LONGEST_PASTED
    ? text
    : `${text.slice(0, LONGEST_PASTED).replace(/[^\s"'&,;<>]{1,4096}$/, '')}\n… (cut off)`;
}

function pastedSecrets(text: string | undefined): KnownSecret[] {
  return text === undefined ? [] : secretsIn(takeApart(text)).map((value) => ({ name: 'secret', value }));
}

function appSettings({ name, version, electron, chromium, node, platform, systemVersion }: AppInfo): CaseSetting[] {
  return [
    { name: 'App', value: `${name} ${version}` },
    { name: 'System', value: `${platform} ${systemVersion}` },
    { name: 'Electron', value: electron },
    { name: 'Chromium', value: chromium },
    { name: 'Node.js', value: node },
  ];
}
