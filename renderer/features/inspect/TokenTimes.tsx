import type { ReactNode } from 'react';
import type { TokenTimes as Times } from '#contract/inspection.ts';
import { useNow } from '../../stores.tsx';
import { CountdownText, lifeOf } from '../../ui/Countdown.tsx';
import { Moment } from '../../ui/Moment.tsx';

/** The token's life as a line from issue to end, with now on it. */
export function TokenTimes({ times }: { times: Times }): ReactNode {
  const { issuedAt, notBefore, expiresAt } = times;
  return (
    <section className="times" aria-label="Times of the token">
      <dl className="times-ends">
        <div>
          <dt className="soft">Issued</dt>
          <dd>{issuedAt === undefined ? <span className="soft">not told</span> : <Moment at={issuedAt} />}</dd>
        </div>
        {notBefore !== undefined && notBefore !== issuedAt && (
          <div>
            <dt className="soft">Valid from</dt>
            <dd>
              <Moment at={notBefore} />
            </dd>
          </div>
        )}
        <div className="times-last">
          <dt className="soft">Expires</dt>
          <dd>
            {expiresAt === undefined ? (
              <span className="soft">not told</span>
            ) : (
              <CountdownText expiresAt={expiresAt} obtainedAt={issuedAt} />
            )}
          </dd>
        </div>
      </dl>
      {issuedAt !== undefined && expiresAt !== undefined && expiresAt > issuedAt && (
        <LifeBar issuedAt={issuedAt} expiresAt={expiresAt} />
      )}
    </section>
  );
}

function LifeBar({ issuedAt, expiresAt }: { issuedAt: number; expiresAt: number }): ReactNode {
  const { verdict, share } = lifeOf(expiresAt, issuedAt, useNow());
  const past = `${((1 - share) * 100).toFixed(2)}%`;
  return (
    <div className="times-bar" data-verdict={verdict} aria-hidden>
      <div className="times-past" style={{ width: past }} />
      <div className="times-now" style={{ left: past }} />
    </div>
  );
}
