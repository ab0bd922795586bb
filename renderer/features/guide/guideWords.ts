import type { Guide, GuidePlace, GuideStep } from '#contract/guide.ts';

/** Where the steps are taken, in order. */
export const PLACES: readonly { place: GuidePlace; title: string }[] = [
  { place: 'service', title: 'The domain and the service' },
  { place: 'client', title: 'Your application' },
  { place: 'user', title: 'The user' },
  { place: 'api', title: 'The API' },
  { place: 'connection', title: 'This connection' },
];

export const isDone = ({ seen, tickedAt }: GuideStep): boolean => seen !== undefined || tickedAt !== undefined;

export interface Progress {
  steps: number;
  done: number;
  /** Of these: what the app saw, and what only the person says. */
  seen: number;
  ticked: number;
}

export function progressOf({ steps }: Guide): Progress {
  const seen = steps.filter((step) => step.seen !== undefined).length;
  const done = steps.filter(isDone).length;
  return { steps: steps.length, done, seen, ticked: done - seen };
}

export function progressWords({ seen, ticked }: Progress): string {
  const parts = [
    ...(seen === 0 ? [] : [`${seen} seen by Grantsmith`]),
    ...(ticked === 0 ? [] : [`${ticked} ticked by you`]),
  ];
  return parts.join(', ');
}

/** The steps with their numbers, which stay the same when only what is left is shown. */
export function numbered({ steps }: Guide): { number: number; step: GuideStep }[] {
  return steps.map((step, index) => ({ number: index + 1, step }));
}

const MOST_LINKS = 3;

/** The first steps whose lack shows itself by one of the causes, the likeliest cause first. */
export function stepsFor(guide: Guide, causes: readonly string[]): { number: number; step: GuideStep }[] {
  const all = numbered(guide);
  const found = causes.flatMap((cause) => all.filter(({ step }) => step.findings.includes(cause)));
  return [...new Set(found)].slice(0, MOST_LINKS);
}

interface Heading {
  name: string;
  grantName: string;
  clientId: string;
  domainUrl?: string | undefined;
}

/** The whole list as Markdown, for somebody who may open the console. Nothing secret is in a guide. */
export function markdownOf(guide: Guide, heading: Heading): string {
  const { name, grantName, clientId, domainUrl } = heading;
  const facts = [
    `- Grant: ${grantName}`,
    `- Client authentication: ${code(guide.clientAuth)}`,
    ...(domainUrl === undefined ? [] : [`- Server: ${code(domainUrl)}`]),
    `- Client ID: ${code(clientId)}`,
  ];
  const all = numbered(guide);
  const parts = PLACES.flatMap(({ place, title }) => {
    const steps = all.filter(({ step }) => step.place === place);
    return steps.length === 0 ? [] : [`## ${title}`, ...steps.map(({ number, step }) => stepText(number, step))];
  });
  return [`# What “${name}” needs`, facts.join('\n'), ...parts].join('\n\n') + '\n';
}

function stepText(number: number, step: GuideStep): string {
  const { title, why, details, consolePath, takes, gives } = step;
  const lines = [
    why,
    ...(consolePath === undefined ? [] : [`Where: ${consolePath}`]),
    ...details,
    ...gives.map(({ into, value }) => `${into}: ${code(value)}`),
    ...takes.map(({ name, into }) => `${name} → field “${into}” of the connection`),
    ...doneText(step),
  ];
  return [`- [${isDone(step) ? 'x' : ' '}] **${number}. ${title}**`, ...lines.map((line) => `  - ${line}`)].join('\n');
}

function doneText({ seen, tickedAt }: GuideStep): string[] {
  if (seen !== undefined) return [`Seen by Grantsmith: ${seen.evidence}`];
  return tickedAt === undefined ? [] : ['Ticked by hand.'];
}

/** A value between backticks, more of them than stand in it. */
function code(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${value}${fence}` : `${fence} ${value} ${fence}`;
}
