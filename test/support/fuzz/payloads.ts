import fc from 'fast-check';
import { z } from 'zod';
import type { CallName } from '#contract/api.ts';
import { inputs } from '#contract/api.ts';
import { anyText } from '../anyText.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** Values that mean something to the handlers, by the name of the field: without them a call would end at "not found". */
export type Known = Record<string, string[]>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

function stringOf(
  { minLength = 0, maxLength = 60, pattern }: Schema,
  field: string,
  known: Known,
): fc.Arbitrary<unknown> {
  const text = anyText({
    minLength,
    maxLength: Math.min(Math.max(maxLength, minLength), minLength + 60),
  });
  const plain = pattern === undefined ? text : fc.stringMatching(new RegExp(pattern));
  const meant = known[field];
  return meant ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...meant) }, { weight: 1, arbitrary: plain }) : plain;
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  known: Known,
): fc.Arbitrary<unknown> {
  const named: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isSchema(property)) named[name] = conforming(property, name, known);
  }
  const fixed = fc.record(named, { requiredKeys: required });
  if (!isSchema(additionalProperties)) return fixed;
  const rest = fc.dictionary(fc.string(), conforming(additionalProperties, '', known), { maxKeys: 5 });
  return fc.tuple(fixed, rest).map(([own, more]) => ({ ...more, ...own }));
}

function arrayOf({ items, prefixItems, maxItems = 5 }: Schema, field: string, known: Known): fc.Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.filter(isSchema).map((item) => conforming(item, field, known)));
  return fc.array(isSchema(items) ? conforming(items, field, known) : wild, { maxLength: Math.min(maxItems, 5) });
}

/** Values that the schema takes, as far as JSON Schema says it. */
function conforming(schema: Schema, field: string, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.filter(isSchema).map((choice) => conforming(choice, field, known)));
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return fc.oneof(...types.map((type) => ofType(type, schema, field, known)));
}

function ofType(type: unknown, schema: Schema, field: string, known: Known): fc.Arbitrary<unknown> {
  const { minimum: min = -1e9, maximum: max = 1e9 } = schema;
  switch (type) {
    case 'string':
      return stringOf(schema, field, known);
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrayOf(schema, field, known);
    case 'object':
      return objectOf(schema, known);
    default:
      return fc.constant(undefined);
  }
}

function cycle(): unknown {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) value = { connection: value };
  return value;
}

const parsedFrom = (text: string): unknown => JSON.parse(text);

/** What structured cloning lets through and hardly a schema asks for. */
export const ODD: (() => unknown)[] = [
  () => undefined,
  () => null,
  () => NaN,
  () => -0,
  () => Infinity,
  () => 2n ** 70n,
  () => new Date(NaN),
  () => /^(a+)+$/,
  () => new Map([['id', { id: 'x' }]]),
  () => new Set(['id']),
  () => new ArrayBuffer(8),
  () => new Uint8Array([1, 2, 3]),
  () => new Error('id'),
  (): unknown => Object.create(null),
  () => new Array<unknown>(1_000),
  cycle,
  () => nested(5_000),
  () => 'x'.repeat(1_000_000),
  () => '\ud800',
  () => parsedFrom('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  () => ({ connection: parsedFrom('{"__proto__":{"polluted":true}}') }),
  () => Array.from({ length: 10_000 }, () => ({})),
];
const odd = fc.constantFrom(...ODD).map((make) => make());
const wild = fc.oneof(
  odd,
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  }),
);

/** Something of the right shape with one thing wrong, at any depth. */
function spoil(value: unknown, wrong: unknown, choice: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  const names = [...Object.keys(value), 'unexpected'];
  const name = names[choice % names.length] ?? 'unexpected';
  const deeper: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return { ...value, [name]: spoil(deeper, wrong, choice >> 3) };
}

/** Payloads for one call: mostly what its schema takes, some nearly so, some nothing like it. */
export function payloadsFor(name: CallName, known: Known): fc.Arbitrary<unknown> {
  const right = conforming(z.toJSONSchema(inputs[name], { io: 'input', unrepresentable: 'any' }), '', known);
  const nearly = fc.tuple(right, wild, fc.nat()).map(([value, wrong, choice]) => spoil(value, wrong, choice));
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 2, arbitrary: nearly }, { weight: 1, arbitrary: wild });
}
