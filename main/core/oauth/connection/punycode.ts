const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE_POINT = 128;
const MAX_CODE_POINT = 0x10ffff;

/** A host name with its `xn--` labels in Unicode; a label that is not valid punycode stays as it is. RFC 3492, RFC 5890. */
export function hostInUnicode(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.');
}

/** RFC 3492 §6.2; undefined for what that algorithm refuses. */
function decodeLabel(input: string): string | undefined {
  const delimiter = input.lastIndexOf('-');
  const output = Array.from(input.slice(0, Math.max(delimiter, 0)), (character) => character.codePointAt(0) ?? 0);
  let rest = input.slice(delimiter + 1);
  let codePoint = INITIAL_CODE_POINT;
  let bias = INITIAL_BIAS;
  let position = 0;
  while (rest !== '') {
    const delta = readDelta(rest, bias);
    if (!delta) return undefined;
    rest = rest.slice(delta.length);
    const size = output.length + 1;
    bias = adapt(delta.value, size, position === 0 && codePoint === INITIAL_CODE_POINT);
    const sum = position + delta.value;
    codePoint += Math.floor(sum / size);
    if (codePoint > MAX_CODE_POINT) return undefined;
    position = sum % size;
    output.splice(position, 0, codePoint);
    position += 1;
  }
  return String.fromCodePoint(...output);
}

/** One generalised variable-length integer, RFC 3492 §3.3. */
function readDelta(text: string, bias: number): { value: number; length: number } | undefined {
  let value = 0;
  let weight = 1;
  for (let index = 0; index < text.length; index += 1) {
    const digit = digitOf(text.charCodeAt(index));
    if (digit === undefined) return undefined;
    value += digit * weight;
    if (!Number.isSafeInteger(value)) return undefined;
    const threshold = Math.min(Math.max(BASE * (index + 1) - bias, T_MIN), T_MAX);
    if (digit < threshold) return { value, length: index + 1 };
    weight *= BASE - threshold;
  }
  return undefined;
}

function digitOf(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x61 : undefined;
}

/** RFC 3492 §3.4. */
function adapt(delta: number, size: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : Math.floor(delta / 2);
  rest += Math.floor(rest / size);
  let k = 0;
  while (rest > Math.floor(((BASE - T_MIN) * T_MAX) / 2)) {
    rest = Math.floor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
