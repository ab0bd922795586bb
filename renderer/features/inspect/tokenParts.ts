/** The hues of a token; the middle parts of an encrypted one share the payload's. */
export type PartName = 'header' | 'payload' | 'signature';

export interface TokenPart {
  name: PartName;
  /** Offsets into the text, the end excluded; the dots belong to no part. */
  from: number;
  to: number;
}

/** Base64url of `{"`, of a brace before a blank or a line break: what a JSON header begins with. */
const BEGINNING = /(?<![\w-])e(?:yJ|yA|wo|w0|wk|30)/;
/** A token copied out of a terminal is broken over lines. */
const BODY = /[\w\-.\r\n]*/y;
const ENCRYPTED_PARTS = 5;

/** Where the parts of the first token in a text stand, also while it is being typed. Nothing for text that is no JWT. */
export function tokenParts(text: string): TokenPart[] {
  const start = BEGINNING.exec(text)?.index;
  if (start === undefined) return [];
  BODY.lastIndex = start;
  const body = (BODY.exec(text)?.[0] ?? '').trimEnd();
  const pieces = body.split('.', ENCRYPTED_PARTS);
  const last = pieces.length === ENCRYPTED_PARTS ? ENCRYPTED_PARTS - 1 : 2;
  let from = start;
  return pieces.map((piece, index) => {
    const part: TokenPart = { name: nameOf(index, last), from, to: from + piece.length };
    from = part.to + 1;
    return part;
  });
}

function nameOf(index: number, last: number): PartName {
  if (index === 0) return 'header';
  return index >= last ? 'signature' : 'payload';
}
