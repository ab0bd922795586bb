import type { Finding } from '#contract/diagnosis.ts';
import { createFinding } from './finding.ts';
import { readJson } from './jsonText.ts';
import { splitEdges } from './textEdges.ts';

/** Text without what stood around or inside the token, and a finding for each thing taken away. */
export interface Tidied {
  text: string;
  findings: Finding[];
}

interface Step {
  text: string;
  finding?: Finding;
}

/** In order of what one most likely wants to look at. */
const TOKEN_MEMBERS = ['access_token', 'id_token', 'token', 'client_assertion', 'assertion', 'jwt', 'refresh_token'];
/** White space, and the zero-width characters that come along from web pages and chats. */
const BLANKS = ' \t\r\n\v\f\u00a0\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u2060\ufeff';
const BLANK_INSIDE = /[\s\u200b-\u200f\u2060]+/g;
const SCHEME = /^(?:authorization\s*[:=]\s*)?(?:bearer|dpop)(?:\s+|\s*:\s*)/i;
const BARE_HEADER = /^authorization\s*:\s*(?!basic)/i;
const MEMBER_NAME = new RegExp(`^(${TOKEN_MEMBERS.join('|')})["']?\\s*[:=]\\s*(?=["'\\w])`);
const QUOTES = '"\'`\u201c\u201d\u2018\u2019\u00ab\u00bb';
const URL_PARAMETER = new RegExp(`(?:^|[#?&])(${TOKEN_MEMBERS.join('|')})=([^&#\\s]*)`);
const SIGNED = /^ey[\w-]+\.[\w-]+\.[\w-]*$/;

const wrapper = (title: string, explanation: string, quote: string): Finding =>
  createFinding({
    cause: 'token.malformed',
    title,
    level: 'notice',
    confidence: 0.9,
    evidence: [['pasted text', quote]],
    explanation,
  });

function trimEdges({ text }: Step): Step {
  return { text: splitEdges(text, BLANKS).inner };
}

function takeScheme({ text }: Step): Step {
  const prefix = (SCHEME.exec(text) ?? BARE_HEADER.exec(text))?.[0];
  if (prefix === undefined) return { text };
  return {
    text: text.slice(prefix.length),
    finding: wrapper(
      `Left out \`${prefix.trim()}\` before the token`,
      'That belongs to the Authorization header and not to the token. In a field that adds it, it would stand there twice.',
      prefix.trim(),
    ),
  };
}

function takeQuotes({ text }: Step): Step {
  const { before, inner, after } = splitEdges(text, `${QUOTES}\\,;`);
  if (!/[^\\]/.test(before + after)) return { text };
  return {
    text: inner,
    finding: wrapper(
      'Left out quotes or a comma around the token',
      'They came along from the place that the token was copied from. Sent with them, the token is refused.',
      `${before}…${after}`,
    ),
  };
}

/** One line of a reply: `"access_token": "eyJ…",`. */
function takeMemberName({ text }: Step): Step {
  const [prefix, name] = MEMBER_NAME.exec(text) ?? [];
  if (prefix === undefined || name === undefined || /[&#]/.test(text)) return { text };
  const explanation = 'The text is one line of a reply; only the value is the token.';
  return { text: text.slice(prefix.length), finding: wrapper(`Left out the name \`${name}\``, explanation, name) };
}

function takeFromJson({ text }: Step): Step {
  if (!text.startsWith('{')) return { text };
  const reading = readJson(text);
  if (reading.kind !== 'object') return { text };
  for (const name of TOKEN_MEMBERS) {
    const member = reading.members.find((candidate) => candidate.name === name);
    if (typeof member?.value !== 'string' || member.value === '') continue;
    const others = TOKEN_MEMBERS.filter((other) => other !== name && reading.members.some((it) => it.name === other));
    const besides = others.length === 0 ? '' : ` Beside it stand: ${others.join(', ')}.`;
    return {
      text: member.value,
      finding: wrapper(
        `Took \`${name}\` out of a token reply`,
        `The text is a whole JSON reply; only its member \`${name}\` is the token.${besides}`,
        `"${name}"`,
      ),
    };
  }
  return { text };
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function takeFromUrl({ text }: Step): Step {
  const [, name, encoded] = URL_PARAMETER.exec(text) ?? [];
  if (name === undefined || encoded === undefined || encoded === '') return { text };
  return {
    text: decodePercent(encoded) ?? encoded,
    finding: wrapper(
      `Took \`${name}\` out of an address or a form`,
      `The text is an address or a form body; only the value of \`${name}\` is the token.`,
      `${name}=`,
    ),
  };
}

function takePercent({ text }: Step): Step {
  if (/\s/.test(text) || !/%(?:2[bBeEfF]|3[dD]|0[aAdD]|20)/.test(text)) return { text };
  const decoded = decodePercent(text);
  if (decoded === undefined) return { text };
  return {
    text: decoded,
    finding: wrapper(
      'Decoded percent signs',
      'The token was copied in the form that an address or a form body needs, such as `%3D` for `=`.',
      /%../.exec(text)?.[0] ?? '%',
    ),
  };
}

/** SD-JWT (RFC 9901): the signed part, then disclosures, each after a tilde. */
function takeDisclosures({ text }: Step): Step {
  const tilde = text.indexOf('~');
  if (tilde === -1 || !SIGNED.test(text.slice(0, tilde))) return { text };
  const count = text.slice(tilde).split('~').filter(Boolean).length;
  return {
    text: text.slice(0, tilde),
    finding: createFinding({
      cause: 'none',
      title: 'A token with selective disclosure',
      level: 'notice',
      confidence: 0.9,
      evidence: [['pasted text', `${count} parts after the first tilde`]],
      explanation:
        'Only the signed part before the first tilde is read here; the disclosed values follow it (RFC 9901 §4).',
    }),
  };
}

function takeFirstOfMany({ text }: Step): Step {
  const pieces = text.split(/[\s,;"']+/).filter((piece) => SIGNED.test(piece));
  const [first] = pieces;
  if (first === undefined || pieces.length < 2) return { text };
  return {
    text: first,
    finding: wrapper(
      `Took the first of ${pieces.length} tokens`,
      'The text holds more than one token. Paste the others one at a time.',
      `${pieces.length} tokens`,
    ),
  };
}

function takeBlanks({ text }: Step): Step {
  const runs = text.match(BLANK_INSIDE) ?? [];
  if (runs.length === 0) return { text };
  const breaks = runs.filter((run) => /[\r\n]/.test(run)).length;
  const what = breaks > 0 ? 'line breaks' : 'white space';
  return {
    text: text.replace(BLANK_INSIDE, ''),
    finding: createFinding({
      cause: 'input.secret-damaged',
      title: `Left out ${what} inside the token`,
      level: 'notice',
      confidence: 0.9,
      evidence: [
        ['pasted text', `${runs.length} ${runs.length === 1 ? 'place' : 'places'}, first: ${JSON.stringify(runs[0])}`],
      ],
      explanation: `A token has no white space. Sent with the ${what}, it is refused or breaks the header.`,
      fix: ['Copy the token from the source anew, or use the text shown here, which has none.'],
    }),
  };
}

function noteEdges(text: string): Step {
  const { before, inner, after } = splitEdges(text, BLANKS);
  if (before === '' && after === '') return { text };
  return {
    text: inner,
    finding: createFinding({
      cause: 'input.secret-damaged',
      title: 'Left out white space before or after the token',
      level: 'notice',
      confidence: 0.5,
      evidence: [['pasted text', JSON.stringify(`${before}…${after}`)]],
      explanation:
        'It does no harm here. In a file or a variable that is sent as it stands, it makes the token invalid.',
    }),
  };
}

/** Text of another kind, in which white space means something. */
const keepsBlanks = (text: string): boolean =>
  /^(?:-----BEGIN |<|\{|\[|basic\s)/i.test(text) || /^authorization:\s*basic/i.test(text);

const WRAPPERS = [takeScheme, takeQuotes, takeMemberName, takeFromJson, takeFromUrl, takePercent, takeDisclosures];
/** Wrappers stand in one another: a quoted header in a JSON reply. */
const MOST_ROUNDS = 6;

/** Frees a token from what it was copied with. */
export function tidy(pasted: string): Tidied {
  const edges = noteEdges(pasted);
  const findings = edges.finding === undefined ? [] : [edges.finding];
  let text = edges.text;
  const apply = (step: (before: Step) => Step): void => {
    const after = step({ text });
    text = after.text;
    if (after.finding !== undefined && !findings.some((known) => known.title === after.finding?.title)) {
      findings.push(after.finding);
    }
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = text;
    for (const step of [trimEdges, ...WRAPPERS]) apply(step);
    if (text === before) break;
  }
  if (!keepsBlanks(text)) [takeFirstOfMany, takeBlanks].forEach(apply);
  return { text, findings };
}
