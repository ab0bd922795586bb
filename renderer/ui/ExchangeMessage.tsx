import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Header, RecordedBody } from '#contract/exchange.ts';
import { CopyButton } from './CopyButton.tsx';
import { formParameters, readableBody } from './exchangeText.ts';
import { Facts, Machine } from './Facts.tsx';
import { bytesWords } from './times.ts';

interface ExchangeMessageProps {
  title: string;
  /** The request line, or the status line. */
  line: ReactNode;
  headers: readonly Header[];
  body: RecordedBody | undefined;
}

/** One half of an exchange. */
export function ExchangeMessage({ title, line, headers, body }: ExchangeMessageProps): ReactNode {
  return (
    <section className="message" aria-label={title}>
      <h3 className="message-title">{title}</h3>
      <div className="mono breakable message-line">{line}</div>
      {headers.length === 0 ? (
        <p className="soft">No headers</p>
      ) : (
        <Facts
          label={`${title}: headers`}
          areNamesMono
          rows={headers.map(([name, value]) => [name, <Machine key="value">{value}</Machine>])}
        />
      )}
      {body !== undefined && <Body title={title} body={body} />}
    </section>
  );
}

function Body({ title, body }: { title: string; body: RecordedBody }): ReactNode {
  if (body.bytes === 0) return <p className="soft">No body</p>;
  const parameters = formParameters(body);
  const size = `${bytesWords(body.bytes)}${body.truncated ? ', cut off when it was recorded' : ''}`;
  return (
    <div className="message-body">
      <div className="message-body-head">
        <span className="soft">
          Body, {size}
          {body.contentType === '' ? '' : `, ${body.contentType}`}
        </span>
        {body.text !== undefined && <CopyButton text={body.text} what={`${title.toLowerCase()} body`} />}
      </div>
      {parameters.length > 0 ? (
        <Facts
          label={`${title}: parameters`}
          areNamesMono
          rows={parameters.map(([name, value]) => [name, <Machine key="value">{value}</Machine>])}
        />
      ) : (
        <BodyText text={body.text === undefined ? undefined : readableBody(body)} />
      )}
    </div>
  );
}

/** More than this takes long to lay out and is no reading matter. */
const AT_ONCE = 20_000;

function BodyText({ text }: { text: string | undefined }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (text === undefined) return <p className="soft">Not text, so it is not shown.</p>;
  return (
    <>
      <pre className="mono breakable message-text">{isWhole ? text : text.slice(0, AT_ONCE)}</pre>
      {text.length > AT_ONCE && !isWhole && (
        <UnstyledButton className="link-button" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString('en')} characters
        </UnstyledButton>
      )}
    </>
  );
}
