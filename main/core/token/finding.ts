import type { Finding, FixStep } from '#contract/diagnosis.ts';
import { visibleText } from './visible.ts';

const LONGEST_QUOTE = 120;

interface FindingParts {
  cause: string;
  title: string;
  level: Finding['level'];
  confidence: number;
  /** Pairs of where it stands and what stands there. */
  evidence?: readonly (readonly [where: string, quote: string])[];
  explanation: string;
  fix?: readonly (string | FixStep)[];
  verifyBy?: string;
}

/** A quotation that is short and shows every character: never a whole token. */
export function shortQuote(text: string): string {
  const shown = visibleText(text);
  return shown.length <= LONGEST_QUOTE ? shown : `${shown.slice(0, LONGEST_QUOTE - 1)}…`;
}

export function createFinding(parts: FindingParts): Finding {
  return {
    cause: parts.cause,
    title: parts.title,
    confidence: parts.confidence,
    level: parts.level,
    evidence: (parts.evidence ?? []).map(([where, quote]) => ({ where, quote: shortQuote(quote) })),
    explanation: parts.explanation,
    fix: (parts.fix ?? []).map((step) => (typeof step === 'string' ? { text: step } : step)),
    ...(parts.verifyBy === undefined ? {} : { verifyBy: parts.verifyBy }),
  };
}
