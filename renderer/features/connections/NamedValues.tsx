import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Pair = [name: string, value: string];

interface NamedValuesProps {
  label: string;
  description: string;
  values: readonly Pair[];
  error: string | undefined;
  onChange: (values: Pair[]) => void;
}

/** A short list of names with values, such as extra parameters. */
export function NamedValues({ label, description, values, error, onChange }: NamedValuesProps): ReactNode {
  const replace = (at: number, pair: Pair): void => onChange(values.map((each, index) => (index === at ? pair : each)));
  return (
    <Input.Wrapper label={label} description={description} error={error}>
      <Stack gap={6} mt={6}>
        {values.map(([name, value], index) => (
          // The place in the list is the row's identity: names may repeat while they are typed.
          <Group key={index} gap={6} wrap="nowrap">
            <TextInput
              w={200}
              aria-label={`Name ${index + 1}`}
              placeholder="name"
              value={name}
              onChange={(event) => replace(index, [event.currentTarget.value, value])}
            />
            <TextInput
              flex={1}
              aria-label={`Value ${index + 1}`}
              placeholder="value"
              value={value}
              onChange={(event) => replace(index, [name, event.currentTarget.value])}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${name === '' ? 'row' : name}`}
              onClick={() => onChange(values.filter((_each, at) => at !== index))}
            >
              <IconX size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...values, ['', '']])}
        >
          Add
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
