const encoder = new TextEncoder();

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

/** SHA-256 of the text in UTF-8, in hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  return [...(await digest(text))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same as a content security policy names it, CSP Level 3 §2.3.1. */
export async function cspHash(text: string): Promise<string> {
  return `'sha256-${btoa(String.fromCharCode(...(await digest(text))))}'`;
}
