const TEXT_TYPE =
  /^(?:text\/|application\/(?:json|xml|javascript|ecmascript|graphql|yaml|x-yaml|sql|toml|jwt|x-www-form-urlencoded|x-ndjson|jose|xhtml\+xml)\b|[\w.+/-]+\+(?:json|xml|yaml)\b|image\/svg|multipart\/)/i;
const BINARY_TYPE =
  /^(?:image|audio|video|font)\/|^application\/(?:pdf|zip|gzip|x-tar|java-archive|vnd\.openxml|pkcs|x-x509)/i;

const SNIFFED_BYTES = 4096;

/** A body that calls itself nothing, or only bytes, is text when it reads as such. */
function readsAsText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, SNIFFED_BYTES);
  if (head.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export function isTextBody(bytes: Uint8Array, contentType: string): boolean {
  if (TEXT_TYPE.test(contentType)) return true;
  if (BINARY_TYPE.test(contentType)) return false;
  return readsAsText(bytes);
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return undefined;
}

/** An XML document may name its encoding itself, XML 1.0 §4.3.3; the content type comes first, RFC 7303 §3. */
function declaredInXml(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^\s{0,20}<\?xml\s[^>]{0,150}?encoding\s{0,5}=\s{0,5}["']([\w:.-]{1,40})["']/.exec(head)?.[1];
}

function charsetOf(contentType: string): string | undefined {
  return /;\s{0,5}charset\s{0,5}=\s{0,5}["']?([\w:.-]{1,40})/i.exec(contentType)?.[1];
}

function isKnownCharset(charset: string): boolean {
  try {
    new TextDecoder(charset);
    return true;
  } catch {
    return false;
  }
}

/**
 * Decodes by the byte order mark, then by the charset of the content type, then by the XML declaration, then as UTF-8. Invalid bytes
 * become U+FFFD; a character that a cut went through (`cut`) is left out.
 */
export function decodeText(bytes: Uint8Array, contentType: string, options: { cut?: boolean } = {}): string {
  const charset = byteOrderMark(bytes) ?? charsetOf(contentType) ?? declaredInXml(bytes) ?? 'utf-8';
  const decoder = new TextDecoder(isKnownCharset(charset) ? charset : 'utf-8');
  return decoder.decode(bytes, { stream: options.cut === true });
}

/** The text of a body, or nothing when its bytes are not text. */
export function textOfBody(bytes: Uint8Array, contentType: string): string | undefined {
  return isTextBody(bytes, contentType) ? decodeText(bytes, contentType) : undefined;
}
