import { PasswordInput } from '@mantine/core';
import type { PasswordInputProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** A line that is typed unseen. The library's own does not tell a screen reader that it is invalid, and leaves its eye out of the tab order. */
export function SecretInput(props: PasswordInputProps): ReactNode {
  const { error } = props;
  return (
    <PasswordInput
      autoComplete="off"
      aria-invalid={error === undefined || error === null || error === false ? undefined : true}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
      {...props}
    />
  );
}
