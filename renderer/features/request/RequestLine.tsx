import { ActionIcon, Autocomplete, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { IconDownload, IconPlayerStop, IconSend2 } from '@tabler/icons-react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useHeldFocus } from '../../ui/useHeldFocus.ts';
import { useWaiting } from '../token/useWaiting.ts';
import type { PartProps } from './partProps.ts';
import { addressHint } from './requestAddress.ts';

const TO_FILE = 'Download the reply to a file…';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

interface RequestLineProps extends PartProps {
  baseUrl: string | undefined;
  isSending: boolean;
  onSend: () => void;
  onSendToFile: () => void;
  onCancel: () => void;
}

export function RequestLine(props: RequestLineProps): ReactNode {
  const { draft, change, errorAt, baseUrl, isSending, onSend, onSendToFile, onCancel } = props;
  const seconds = useWaiting(isSending);
  const held = useHeldFocus(isSending);
  const error = errorAt('request.url') ?? errorAt('request.method');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="request-line" onSubmit={submit} noValidate>
      <Autocomplete
        w={112}
        size="sm"
        classNames={{ input: 'mono request-method' }}
        aria-label="Method"
        data={METHODS}
        // All of them whatever stands in the field: it is a choice first.
        filter={({ options }) => options}
        spellCheck={false}
        selectFirstOptionOnChange={false}
        value={draft.method}
        error={errorAt('request.method') !== undefined}
        onChange={(method) => change({ method: method.toUpperCase() })}
      />
      <TextInput
        flex={1}
        classNames={{ input: 'mono' }}
        aria-label="Address"
        aria-describedby="request-address-hint"
        placeholder={baseUrl === undefined ? 'https://api.example.com/path' : 'path, or https://…'}
        spellCheck={false}
        autoComplete="off"
        value={draft.url}
        error={errorAt('request.url') !== undefined}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <Group gap={1} w={112} wrap="nowrap" {...held}>
        {isSending ? (
          <Button key="cancel" flex={1} variant="default" leftSection={<IconPlayerStop size={15} />} onClick={onCancel}>
            {seconds > 0 ? `Cancel ${seconds} s` : 'Cancel'}
          </Button>
        ) : (
          <>
            <Button
              flex={1}
              px={10}
              className="request-send"
              type="submit"
              leftSection={<IconSend2 size={15} />}
              title="Send (Ctrl+Enter)"
            >
              Send
            </Button>
            <Tooltip label={TO_FILE}>
              <ActionIcon
                variant="filled"
                size={32}
                className="request-send-more"
                aria-label={TO_FILE}
                onClick={onSendToFile}
              >
                <IconDownload size={15} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </Group>
      <Text
        id="request-address-hint"
        size="xs"
        className="request-hint"
        truncate
        title={error ?? addressHint(draft.url, baseUrl)}
        {...(error === undefined ? { c: 'var(--app-text-soft)' } : { c: 'var(--app-bad)', role: 'alert' })}
      >
        {error ?? addressHint(draft.url, baseUrl)}
      </Text>
    </form>
  );
}
