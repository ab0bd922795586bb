import { Anchor, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface OverridableTextProps {
  label: string;
  stored: string;
  /** Absent while the stored value counts. */
  value: string | undefined;
  error: string | undefined;
  /** Machine text that may be long. */
  isMachine?: boolean;
  onChange: (value: string | undefined) => void;
}

/** Shows the connection's value and takes another one for once. */
export function OverridableText({
  label,
  stored,
  value,
  error,
  isMachine = false,
  onChange,
}: OverridableTextProps): ReactNode {
  const isChanged = value !== undefined && value !== stored;
  const shared = {
    label,
    error,
    value: value ?? stored,
    spellCheck: false,
    autoComplete: 'off',
    placeholder: 'none',
    inputWrapperOrder: ['label' as const, 'input' as const, 'error' as const, 'description' as const],
    description: isChanged ? (
      <>
        For this request only.{' '}
        <Anchor component="button" type="button" size="xs" onClick={() => onChange(undefined)}>
          Back to the stored one
        </Anchor>
      </>
    ) : (
      'As stored in the connection'
    ),
  };
  const change = (typed: string): void => onChange(typed === stored ? undefined : typed);
  return isMachine ? (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={6}
      classNames={{ input: 'mono' }}
      onChange={(event) => change(event.currentTarget.value.replace(/\n/g, ' '))}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => change(event.currentTarget.value)} />
  );
}
