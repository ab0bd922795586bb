export interface Evidence {
  /** Where it stands: `reply body`, `header WWW-Authenticate`, `request`, `certificate`, `clock`. */
  where: string;
  quote: string;
}

export interface FixStep {
  text: string;
  /** Click path in the identity domain's console, parts joined by ` → `. */
  consolePath?: string;
  url?: string;
}

/** One cause that explains a failure, or a notice about a success. */
export interface Finding {
  /** Id of the cause; public vocabulary such as `client.credentials-wrong`. */
  cause: string;
  title: string;
  /** 0 to 1. */
  confidence: number;
  level: 'good' | 'notice' | 'bad';
  evidence: Evidence[];
  explanation: string;
  fix: FixStep[];
  /** How to see that the fix worked. */
  verifyBy?: string;
}

/** Best first. */
export interface Diagnosis {
  findings: Finding[];
}
