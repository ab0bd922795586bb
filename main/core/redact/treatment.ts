import { mask, maskNamed } from './mask.ts';
import { isSecretName, isSecretParameter } from './names.ts';
import type { SecretTags } from './secretTags.ts';

/** What is taken out by its name, and what stands in its place. */
export interface Treatment {
  /** Whether the value under this name is taken out, in JSON, markup, headers and prose. */
  isSecret: (name: string, value: string) => boolean;
  /** The same in a query or a form. */
  isSecretParameter: (name: string, value: string) => boolean;
  /** In the place of a known value; `length` is that of the form in which it was found. */
  known: (value: string, length: number) => string;
  /** In the place of what its name or its look gives away. */
  named: (label: string, value: string) => string;
}

/** What records and logs get: a mask with the length. */
export const MASKS: Treatment = {
  isSecret: isSecretName,
  isSecretParameter,
  known: (_value, length) => mask('secret', length),
  named: (label, value) => maskNamed(label, value),
};

/** The same with tags, so that a reader of two records sees whether a value in both is the same. */
export const taggedMasks = ({ tagOf }: Pick<SecretTags, 'tagOf'>): Treatment => ({
  ...MASKS,
  known: (value, length) => mask('secret', length, tagOf(value)),
  named: (label, value) => maskNamed(label, value, tagOf),
});
