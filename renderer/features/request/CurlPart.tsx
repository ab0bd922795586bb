import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CopyCurl } from '../vault/CopyCurl.tsx';
import { requestOf } from './requestDraft.ts';
import type { RequestDraft } from './requestDraft.ts';

interface CurlPartProps {
  draft: RequestDraft;
  connectionId: string;
}

type Masked = { kind: 'loading' } | { kind: 'read'; curl: string } | { kind: 'failed'; error: ErrorReply };

/** The same request as a curl command. The one with secrets goes to the clipboard and is never put on the page. */
export function CurlPart({ draft, connectionId }: CurlPartProps): ReactNode {
  const { bench } = useStores();
  const [masked, setMasked] = useState<Masked>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void bench.requests.curl({ request: requestOf(draft, connectionId), reveal: false }).then((result) => {
      if (!isCurrent) return;
      setMasked(result.ok ? { kind: 'read', curl: result.value.curl } : { kind: 'failed', error: result.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, draft, connectionId]);
  if (masked.kind === 'failed') {
    return (
      <div className="request-part">
        <ErrorNotice error={masked.error} title="No command can be made of this yet" />
      </div>
    );
  }
  const curl = masked.kind === 'read' ? masked.curl : '';
  return (
    <div className="request-part">
      <div className="mono breakable request-curl">
        {curl.length > MOST_SHOWN ? `${curl.slice(0, MOST_SHOWN)} …` : curl}
      </div>
      <CopyCurl
        masked={curl}
        holds="the token"
        copyReal={() => bench.requests.copyCurl({ request: requestOf(draft, connectionId) })}
      />
    </div>
  );
}

/** A command with a large body is for copying, not for reading. */
const MOST_SHOWN = 20_000;
