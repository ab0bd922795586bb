const encoder = new TextEncoder();

/** Percent-encodes each byte that `keeps` does not let through; never throws, unlike `encodeURIComponent` on lone surrogates. */
function percentEncode(bytes: Uint8Array, keeps: RegExp): string {
  let encoded = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    const isKept = byte < 0x80 && keeps.test(char);
    encoded += isKept ? char : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }
  return encoded;
}

/** What the usual encoders leave alone: encodeURIComponent, RFC 3986, the form encoding of browsers, and the strictest. */
const KEPT_CHARACTERS = [/[A-Za-z0-9\-_.!~*'()]/, /[A-Za-z0-9\-_.~]/, /[A-Za-z0-9*\-._]/, /[A-Za-z0-9]/];

/** Percent and form encodings of a value, in both cases of the hexadecimal digits. */
export function percentForms(value: string): string[] {
  const bytes = encoder.encode(value);
  const forms: string[] = [];
  for (const kept of KEPT_CHARACTERS) {
    const encoded = percentEncode(bytes, kept);
    const inLowerCase = encoded.replace(/%../g, (escape) => escape.toLowerCase());
    for (const form of [encoded, inLowerCase]) forms.push(form, form.replaceAll('%20', '+'));
  }
  return [...new Set(forms)];
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * The parts of base64 that depend on the value alone, for each of the three places at which it may begin inside a group of three
 * bytes: so `id:secret` is found in its encoded form without knowing the id. The characters at either end also carry bits of the
 * neighbours and are left out.
 */
export function base64Cores(value: string): string[] {
  const bytes = encoder.encode(value);
  const cores: string[] = [];
  for (const offset of [0, 1, 2]) {
    const shifted = new Uint8Array(offset + bytes.length);
    shifted.set(bytes, offset);
    const firstWhole = Math.ceil((offset * 8) / 6);
    const lastWhole = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = toBase64(shifted).slice(firstWhole, lastWhole);
    cores.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...new Set(cores)];
}

function escapeNonAscii(text: string, upperCase: boolean): string {
  return text.replace(/[^\x20-\x7e]|[<>&'=]/g, (char) => {
    const digits = char.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${upperCase ? digits.toUpperCase() : digits}`;
  });
}

/** How writers of JSON and of HTML put the value inside a string. */
export function escapedForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return [
    json,
    json.replaceAll('/', '\\/'),
    escapeNonAscii(json, false),
    escapeNonAscii(json, true),
    html,
    html.replaceAll("'", '&#39;'),
    html.replaceAll("'", '&#x27;'),
    html.replaceAll("'", '&apos;'),
  ];
}

/** Hexadecimal digits of its bytes, in both cases. */
export function hexForms(value: string): string[] {
  let digits = '';
  for (const byte of encoder.encode(value)) digits += byte.toString(16).padStart(2, '0');
  return [digits, digits.toUpperCase()];
}

/** What Unicode holds to be the same text (UAX #15): some systems store or answer another form than the one that was typed. */
export function normalForms(value: string): string[] {
  return [value.normalize('NFC'), value.normalize('NFD'), value.normalize('NFKC')];
}
