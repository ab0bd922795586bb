import { Checkbox, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PartProps } from './partProps.ts';

export function OptionsPart({ draft, change, errorAt }: PartProps): ReactNode {
  return (
    <div className="request-part">
      <Checkbox
        size="sm"
        label="Follow redirects"
        description="On the same server only: no other one gets the token."
        checked={draft.followRedirects}
        onChange={(event) => change({ followRedirects: event.currentTarget.checked })}
      />
      <NumberInput
        w={260}
        size="sm"
        label="Give up after seconds"
        description="Empty: after 120 seconds, a download after 6 hours, and 30 without a sign of a reply"
        placeholder="120"
        min={0.1}
        max={600}
        allowNegative={false}
        hideControls
        value={draft.timeoutSeconds}
        error={errorAt('request.timeoutMs')}
        onChange={(value) => change({ timeoutSeconds: String(value) })}
      />
    </div>
  );
}
