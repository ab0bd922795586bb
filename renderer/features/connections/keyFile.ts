export interface KeyFile {
  name: string;
  /** A text file as text, any other in base64. */
  content: string;
}

const MAX_BYTES = 5_000_000;

/** The file, or why it is not taken. */
export async function readKeyFile(files: File[]): Promise<KeyFile | string> {
  const [file] = files;
  if (file === undefined) return 'That was no file.';
  if (files.length > 1) return 'Those were several files. Drop one at a time.';
  if (file.size > MAX_BYTES) return `${file.name} is larger than 5 MB, which is more than is read.`;
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // A folder comes as a file too.
    return `${file.name} cannot be read. Is it a folder?`;
  }
  return bytes.length === 0 ? `${file.name} is empty.` : { name: file.name, content: contentOf(bytes) };
}

function contentOf(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\uFFFD') && !text.includes('\0')) return text;
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** A certificate without a key belongs in its own field. */
export function isCertificate({ name, content }: KeyFile): boolean {
  if (content.includes('PRIVATE KEY')) return false;
  return content.includes('BEGIN CERTIFICATE') || /\.(cer|crt)$/i.test(name);
}
