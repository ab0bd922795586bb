import type { ReactNode } from 'react';
import type { PasswordStrength } from '#contract/vault.ts';
import './strength.css';

const WORDS = ['Guessed at once', 'Weak', 'Fair', 'Good', 'Strong'] as const satisfies Record<
  PasswordStrength['score'],
  string
>;
const LEVELS = ['bad', 'bad', 'notice', 'good', 'good'] as const satisfies Record<PasswordStrength['score'], string>;
const STEPS = [1, 2, 3, 4] as const;

interface StrengthMeterProps {
  strength: PasswordStrength | undefined;
  /** The field says already what is wrong. */
  isAnswered: boolean;
}

/** The verdict on a typed password, in bars and words; its room is there before anything is typed. */
export function StrengthMeter({ strength, isAnswered }: StrengthMeterProps): ReactNode {
  return (
    <div className="strength" data-level={strength === undefined ? undefined : LEVELS[strength.score]}>
      <div className="strength-bars" aria-hidden>
        {STEPS.map((step) => (
          <span key={step} data-filled={strength !== undefined && Math.max(1, strength.score) >= step} />
        ))}
      </div>
      {!isAnswered && <Verdict strength={strength} />}
    </div>
  );
}

function Verdict({ strength }: Pick<StrengthMeterProps, 'strength'>): ReactNode {
  return (
    <p role="status" aria-label="Strength of the password">
      {strength === undefined ? (
        <span className="soft">14 characters or more; a few unrelated words are good.</span>
      ) : (
        <>
          <strong>{WORDS[strength.score]}.</strong>{' '}
          <span className="soft">
            A thief with the file needs {strength.crackTime}.{' '}
            {strength.acceptable ? '' : (strength.suggestion ?? 'Make it longer.')}
          </span>
        </>
      )}
    </p>
  );
}
