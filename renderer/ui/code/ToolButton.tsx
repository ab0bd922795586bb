import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ToolButtonProps {
  label: string;
  /** For a button that switches something. */
  isOn?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A small button of a text view, with its name on hover. */
export function ToolButton({ label, isOn, onClick, children }: ToolButtonProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isOn === true ? 'light' : 'subtle'}
        {...(isOn === true ? {} : { color: 'gray' })}
        aria-label={label}
        aria-pressed={isOn}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
