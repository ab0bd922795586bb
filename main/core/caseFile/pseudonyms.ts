import type { Replacement } from '#contract/caseFile.ts';
import { maskLabels, maskNamed, withoutMasks } from '../redact/mask.ts';
import { isSecretName, isSecretParameter, normalizeName } from '../redact/names.ts';
import type { SecretTags } from '../redact/secretTags.ts';
import type { Treatment } from '../redact/treatment.ts';
import { unescaped } from '../redact/unescape.ts';
import { isPersonalName } from './personal.ts';

export interface KnownSecret {
  /** What it is, as the RFCs call it: `client_secret`. */
  name: string;
  value: string;
}

/** Labels for the values of one case file: the same for each form and each occurrence of a value. */
export interface Pseudonyms {
  /** Hands the values of a redactor to the labels. */
  treatment: Treatment;
  labelOf: (name: string, value: string) => string;
  /** The text with labels in the place of the masks whose values can be told from others. */
  withoutTaggedMasks: (text: string) => string;
  /** Every value that has a label by now and is long enough to be looked for in the rest. */
  values: () => string[];
  /** What stands in these texts in the place of something, as often as it does. */
  replacedIn: (texts: readonly string[]) => Replacement[];
}

/** A shorter value would blot out words; under its name it is replaced all the same. */
const SHORTEST = { secret: 6, personal: 4 } as const;
const WHOLE_LABEL = /^⟦[^⟦⟧]{1,90}⟧$/;
const LABELS = /⟦[^⟦⟧]{1,90}⟧/g;

interface Options {
  known: readonly KnownSecret[];
  keepPersonal: boolean;
  /** Client IDs: an application that stands for itself as `sub` is no person. */
  notPersonal: ReadonlySet<string>;
  tags: SecretTags;
}

export function createPseudonyms({ known, keepPersonal, notPersonal, tags }: Options): Pseudonyms {
  const names = new Map(known.map(({ name, value }) => [value, name]));
  const knownByTag = new Map(known.map((secret) => [tags.tagOf(secret.value), secret]));
  const labels = new Map<string, string>();
  const labelsOfTags = new Map<string, string>();
  const kinds = new Map<string, Replacement['kind']>();
  const numbers = new Map<string, number>();
  const findable = new Set<string>();

  const isPersonal = (name: string, value: string): boolean =>
    !keepPersonal && isPersonalName(name) && !notPersonal.has(value);

  function labelOf(name: string, value: string): string {
    const plain = unescaped(value);
    const existing = labels.get(plain) ?? labels.get(value) ?? labelOfTags(value, plain);
    if (existing !== undefined) return existing;
    const isPerson = isPersonalName(name) && !isSecretName(name, value) && !names.has(value);
    const word = isPerson ? personWord(name, plain) : secretWord(names.get(value) ?? names.get(plain) ?? name);
    return keep(newLabel(word, isPerson ? 'personal' : 'secret'), value, plain, isPerson);
  }

  /** Of a value that a record has masked under the tag that this one gets. */
  function labelOfTags(value: string, plain: string): string | undefined {
    const label = labelsOfTags.get(tags.tagOf(value)) ?? labelsOfTags.get(tags.tagOf(plain));
    return label === undefined ? undefined : keep(label, value, plain, false);
  }

  function labelOfTag(name: string, tag: string): string {
    const secret = knownByTag.get(tag);
    if (secret !== undefined) return labelOf(secret.name, secret.value);
    const label = labelsOfTags.get(tag) ?? newLabel(secretWord(name), 'secret');
    labelsOfTags.set(tag, label);
    return label;
  }

  function newLabel(word: string, kind: Replacement['kind']): string {
    const number = (numbers.get(word) ?? 0) + 1;
    numbers.set(word, number);
    const label = `⟦${word} ${number}⟧`;
    kinds.set(label, kind);
    return label;
  }

  function keep(label: string, value: string, plain: string, isPerson: boolean): string {
    const shortest = SHORTEST[isPerson ? 'personal' : 'secret'];
    for (const form of [value, plain, plain.replaceAll('+', ' ')]) {
      labels.set(form, label);
      if (!isPerson) labelsOfTags.set(tags.tagOf(form), label);
      if (form.trim().length >= shortest && !form.includes('⟦')) findable.add(form);
    }
    return label;
  }

  return {
    labelOf,
    withoutTaggedMasks: (text) =>
      withoutMasks(text, (name, tag, whole) =>
        tag !== undefined && tags.isOfThisRun(tag) ? labelOfTag(name, tag) : whole,
      ),
    values: () => [...findable],
    treatment: {
      isSecret: (name, value) => isSecretName(name, value) || isPersonal(name, value),
      isSecretParameter: (name, value) => isSecretParameter(name, value) || isPersonal(name, value),
      known: (value) => labelOf('secret', value),
      named: (name, value) => {
        if (value === '') return '';
        // What the recorder has masked is known no more; what has a label keeps it.
        if (WHOLE_LABEL.test(value)) return kinds.has(value) ? value : maskNamed(name, value);
        return labelOf(name, value);
      },
    },
    replacedIn: (texts) => {
      const counts = new Map<string, number>();
      for (const text of texts) {
        for (const [label] of text.matchAll(LABELS)) counts.set(label, (counts.get(label) ?? 0) + 1);
      }
      const recorded = new Set(texts.flatMap(maskLabels));
      return [...counts].flatMap(([label, count]) => {
        const kind = kinds.get(label) ?? (recorded.has(label) ? 'recorded' : undefined);
        return kind === undefined ? [] : [{ label, kind, count }];
      });
    },
  };
}

/** Names come from what others wrote. */
function secretWord(name: string): string {
  const word = normalizeName(name)
    .replace(/[^a-z0-9_ ]/g, '')
    .slice(0, 40);
  return word === '' ? 'secret' : word;
}

function personWord(name: string, value: string): string {
  if (value.includes('@')) return 'e-mail';
  const normalized = normalizeName(name);
  return normalized.endsWith('name') && !/user_?name$/.test(normalized) ? 'name' : 'user';
}
