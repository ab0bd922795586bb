// Loops in place of `/x+$/`: that pattern takes quadratic time on a long run that is not at the end, and the text is hostile.

/** The text without the characters at its end. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without the characters at either end, and what was there. */
export function splitEdges(text: string, characters: string): { before: string; inner: string; after: string } {
  const head = withoutEnd(text, characters);
  let start = 0;
  while (start < head.length && characters.includes(head.charAt(start))) start += 1;
  return { before: head.slice(0, start), inner: head.slice(start), after: text.slice(head.length) };
}
