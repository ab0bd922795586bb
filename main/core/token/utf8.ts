export interface Utf8Reading {
  text: string;
  /** Offset of the first byte that does not belong, counted from 1. Absent when all is well. */
  badByte?: number;
  /** Whether the text began with a byte order mark, which `text` no longer has. */
  byteOrderMark: boolean;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Every prefix before the fault decodes and every longer one does not, so halving finds it. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return bad;
}

/** Reads bytes as UTF-8; where they are not, the text has U+FFFD and `badByte` says where it began. */
export function readUtf8(bytes: Uint8Array): Utf8Reading {
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\ufffd')) return { text, byteOrderMark };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, byteOrderMark };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text, byteOrderMark, badByte: Math.min(firstBadByte(bytes), bytes.length) };
  }
}
