import { Button, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { IconAlignLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { format } from '../../ui/code/startLayout.ts';
import { CodeView } from '../../ui/CodeView.tsx';
import { choose } from '../connections/choice.ts';
import type { PartProps } from './partProps.ts';
import type { BodyKind, RequestDraft, XmlKind } from './requestDraft.ts';
import { RowsTable } from './RowsTable.tsx';
import { soapEnvelope } from './soapEnvelope.ts';

const KINDS: { value: BodyKind; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'xml', label: 'XML / SOAP' },
  { value: 'form', label: 'Form' },
  { value: 'text', label: 'Text' },
];

export function BodyPart({ draft, change, errorAt }: PartProps): ReactNode {
  const { body } = draft;
  const error = errorAt('request.body');
  const changeBody = (part: Partial<RequestDraft['body']>): void => change({ body: { ...body, ...part } });
  return (
    <div className="request-body">
      <div className="request-body-kind">
        <SegmentedControl
          aria-label="Kind of body"
          data={KINDS}
          value={body.kind}
          onChange={choose(KINDS, (kind) => changeBody({ kind }))}
        />
        {body.kind === 'xml' && <XmlFields body={body} changeBody={changeBody} />}
      </div>
      {error !== undefined && (
        <Text size="xs" c="var(--app-bad)" px={12} pb={4} role="alert">
          {error}
        </Text>
      )}
      <BodyField body={body} changeBody={changeBody} />
    </div>
  );
}

interface BodyFieldProps {
  body: RequestDraft['body'];
  changeBody: (part: Partial<RequestDraft['body']>) => void;
}

function BodyField({ body, changeBody }: BodyFieldProps): ReactNode {
  switch (body.kind) {
    case 'none':
      return <p className="soft request-note">The request is sent without a body.</p>;
    case 'form':
      return (
        <div className="request-part">
          <RowsTable what="field" rows={body.form} onChange={(form) => changeBody({ form })} />
        </div>
      );
    case 'json':
    case 'xml':
    case 'text':
      return <TextBody body={body} kind={body.kind} changeBody={changeBody} />;
  }
}

function TextBody({ body, kind, changeBody }: BodyFieldProps & { kind: 'json' | 'xml' | 'text' }): ReactNode {
  const [note, setNote] = useState('');
  const layOut = async (): Promise<void> => {
    const formatted = await format(body.text, kind);
    if (formatted.kind === 'formatted') changeBody({ text: formatted.text });
    setNote(formatted.kind === 'not-json' ? 'Not valid JSON yet, so it stays as it is.' : '');
  };
  return (
    <div className="request-body-text">
      <CodeView
        text={body.text}
        language={kind}
        label="Request body"
        hint={kind === 'text' ? 'Text to send' : `${kind === 'json' ? 'JSON' : 'XML'} to send`}
        onChange={(text) => {
          setNote('');
          changeBody({ text });
        }}
        tools={
          <>
            <Text size="xs" c="var(--app-notice)" role="status" truncate>
              {note}
            </Text>
            {kind !== 'text' && (
              <Button
                variant="subtle"
                color="gray"
                h={28}
                leftSection={<IconAlignLeft size={15} />}
                disabled={body.text.trim() === ''}
                onClick={() => void layOut()}
              >
                Format
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}

const XML_KINDS: { value: XmlKind; label: string }[] = [
  { value: 'plain', label: 'Plain XML' },
  { value: 'soap11', label: 'SOAP 1.1' },
  { value: 'soap12', label: 'SOAP 1.2' },
];

function XmlFields({ body, changeBody }: BodyFieldProps): ReactNode {
  return (
    <>
      <Select
        w={120}
        aria-label="Kind of XML"
        data={XML_KINDS}
        value={body.xml}
        onChange={choose(XML_KINDS, (xml) => changeBody({ xml }))}
      />
      {body.xml !== 'plain' && (
        <>
          <TextInput
            flex={1}
            miw={120}
            classNames={{ input: 'mono' }}
            aria-label="SOAPAction"
            placeholder="SOAPAction, such as FindUser"
            spellCheck={false}
            value={body.soapAction}
            onChange={(event) => changeBody({ soapAction: event.currentTarget.value })}
          />
          {body.text.trim() === '' && (
            <Button variant="default" onClick={() => changeBody({ text: soapEnvelope(body.xml) })}>
              Insert an envelope
            </Button>
          )}
        </>
      )}
    </>
  );
}
