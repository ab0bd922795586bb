import type { ReactNode, Ref } from 'react';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { StrengthMeter } from './StrengthMeter.tsx';
import { useStrength } from './useStrength.ts';

interface NewPasswordFieldProps {
  label: string;
  name?: string;
  autoFocus?: boolean;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

/** A password that is being chosen, with the verdict on it. */
export function NewPasswordField({ label, name, autoFocus = false, error, ref }: NewPasswordFieldProps): ReactNode {
  const { strength, measure } = useStrength();
  return (
    <div>
      <SecretInput
        ref={ref}
        name={name}
        label={label}
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        autoComplete="new-password"
        error={error}
        onChange={(event) => measure(event.currentTarget.value)}
      />
      <StrengthMeter strength={strength} isAnswered={error !== undefined && strength?.acceptable !== true} />
    </div>
  );
}
