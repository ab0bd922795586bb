import type { Finding } from '#contract/diagnosis.ts';
import { createFinding } from './finding.ts';

/** A fault in the form of a token, which makes it malformed. */
export function shapeFinding(title: string, explanation: string, quote?: string): Finding {
  return createFinding({
    cause: 'token.malformed',
    title,
    level: 'bad',
    confidence: 0.95,
    ...(quote === undefined ? {} : { evidence: [['token', quote]] }),
    explanation,
    fix: [
      'Copy the whole token anew, from its first character to its last, out of the reply and not out of a log or a table.',
    ],
    verifyBy: 'The inspector shows header, payload and signature without this finding.',
  });
}

/** A peculiarity of form that strict readers refuse and most forgive. */
export function shapeNotice(title: string, explanation: string, quote?: string): Finding {
  return { ...shapeFinding(title, explanation, quote), level: 'notice', confidence: 0.6 };
}
