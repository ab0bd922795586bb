import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import { CopyButton } from './CopyButton.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';
import { ExchangeMessage } from './ExchangeMessage.tsx';
import { durationWords, exchangeText, httpName } from './exchangeText.ts';
import { Facts, Machine } from './Facts.tsx';
import { FoldCard } from './FoldCard.tsx';
import { LEVELS, statusLevel } from './levels.ts';
import { Moment } from './Moment.tsx';
import { spanWords } from './times.ts';
import { TimingsBar } from './TimingsBar.tsx';
import { tlsRows } from './TlsFactList.tsx';
import './exchange.css';

interface ExchangeViewProps {
  exchange: Exchange;
  initiallyOpen?: boolean;
  /** Further buttons beside the one that copies. */
  actions?: ReactNode;
}

const PURPOSES: Record<Exchange['purpose'], string> = {
  authorization: 'Sign-in in the browser',
  token: 'Token request',
  refresh: 'Refresh',
  introspect: 'Introspection',
  revoke: 'Revocation',
  userinfo: 'Userinfo',
  discovery: 'Metadata',
  keys: 'Signing keys',
  device: 'Device authorization',
  api: 'API request',
};

/** One recorded HTTP request with what came of it: a line, which opens to everything that is known of it. */
export function ExchangeView({ exchange, initiallyOpen = false, actions }: ExchangeViewProps): ReactNode {
  const purpose = PURPOSES[exchange.purpose];
  return (
    <FoldCard
      label={purpose}
      initiallyOpen={initiallyOpen}
      head={
        <>
          <Verdict exchange={exchange} />
          <span className="exchange-purpose">{purpose}</span>
          <span className="mono exchange-address">
            {exchange.request.method} {exchange.request.url}
          </span>
          <span className="exchange-figure">{durationWords(exchange.timings.total)}</span>
          <span className="soft exchange-time">
            <Moment at={exchange.startedAt} />
          </span>
        </>
      }
      actions={
        <>
          <CopyButton text={exchangeText(exchange)} what="exchange, secrets masked" />
          {actions}
        </>
      }
    >
      <Opened exchange={exchange} />
    </FoldCard>
  );
}

function Verdict({ exchange: { response, failure } }: { exchange: Exchange }): ReactNode {
  if (failure !== undefined || response === undefined) {
    return (
      <span className="exchange-status" data-level="bad">
        <IconAlertTriangle size={15} aria-hidden />
        {failure?.code === 'cancelled' ? 'Cancelled' : 'Failed'}
      </span>
    );
  }
  const level = statusLevel(response.status);
  const { Icon } = LEVELS[level];
  return (
    <Tooltip label={response.statusText === '' ? `Status ${response.status}` : response.statusText}>
      <span className="exchange-status" data-level={level}>
        <Icon size={15} aria-hidden />
        {response.status}
      </span>
    </Tooltip>
  );
}

function Opened({ exchange }: { exchange: Exchange }): ReactNode {
  const { request, response, failure } = exchange;
  return (
    <>
      {failure !== undefined && <ErrorNotice error={failure} title="This request failed" />}
      <TimingsBar timings={exchange.timings} />
      <Circumstances exchange={exchange} />
      <ExchangeMessage
        title="Request"
        line={`${request.method} ${request.url}`}
        headers={request.headers}
        body={request.body}
      />
      {response !== undefined && (
        <ExchangeMessage
          title="Response"
          line={`${httpName(response.httpVersion)} ${response.status} ${response.statusText}`}
          headers={response.headers}
          body={response.body}
        />
      )}
    </>
  );
}

/** The way there: proxy, clock and TLS, as far as they are known. */
function Circumstances({ exchange: { request, proxy, clockSkewSeconds, tls } }: { exchange: Exchange }): ReactNode {
  const isPlain = /^http:/i.test(request.url);
  return (
    <Facts
      label="The way there"
      rows={[
        ['Proxy', proxy === undefined ? 'none' : <Machine key="proxy">{proxy}</Machine>],
        ['Server’s clock', clockSkewSeconds === undefined ? undefined : skewWords(clockSkewSeconds)],
        ['TLS', isPlain ? 'none, this connection is not encrypted' : undefined],
        ...(tls === undefined ? [] : tlsRows(tls)),
      ]}
    />
  );
}

function skewWords(seconds: number): string {
  if (Math.abs(seconds) < 2) return 'as this machine’s';
  return `${spanWords(seconds * 1000)} ${seconds > 0 ? 'ahead of' : 'behind'} this machine’s`;
}
