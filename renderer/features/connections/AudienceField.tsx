import { Autocomplete } from '@mantine/core';
import type { ReactNode } from 'react';

/** What every identity domain answers to in an assertion, whatever its own address is. */
const SHARED_AUDIENCE = 'https://identity.oraclecloud.com/';

interface AudienceFieldProps {
  domainUrl: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** `aud` of an assertion, with the two values that identity domains are known to take. */
export function AudienceField({ domainUrl, value, error, onChange }: AudienceFieldProps): ReactNode {
  const own = URL.parse(domainUrl)?.origin;
  return (
    <Autocomplete
      label="Audience of the assertion"
      description="Left empty, the one that fits the domain is taken. The slash at the end counts."
      placeholder={SHARED_AUDIENCE}
      data={[SHARED_AUDIENCE, ...(own === undefined || own === 'null' ? [] : [`${own}/`])]}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
