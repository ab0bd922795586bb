import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import './jwtText.css';

/** About eight lines in a pane of usual width. */
const FOLDED_ABOVE = 640;

/** A token as it is sent: the three parts of a JWT in their hues, anything else plain. A long one is folded. */
export function JwtText({ token }: { token: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const isLong = token.length > FOLDED_ABOVE;
  const parts = partsOf(token);
  return (
    <div className="jwt">
      <div className="jwt-text mono" data-folded={isLong && !isOpen}>
        {parts === undefined ? token : <Parts parts={parts} />}
      </div>
      <div className="jwt-foot">
        {isLong && (
          <UnstyledButton className="link-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Show less' : `Show all ${token.length.toLocaleString('en')} characters`}
          </UnstyledButton>
        )}
        {parts !== undefined && <Legend />}
      </div>
    </div>
  );
}

type JwtParts = [header: string, payload: string, signature: string];

/** None for a token that is no signed JWT: an opaque one, or one that is encrypted. */
function partsOf(token: string): JwtParts | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  const isJwt = header !== undefined && payload !== undefined && signature !== undefined && rest.length === 0;
  return isJwt ? [header, payload, signature] : undefined;
}

function Parts({ parts: [header, payload, signature] }: { parts: JwtParts }): ReactNode {
  return (
    <>
      <span className="jwt-header">{header}</span>.<span className="jwt-payload">{payload}</span>.
      <span className="jwt-signature">{signature}</span>
    </>
  );
}

function Legend(): ReactNode {
  return (
    <span className="jwt-legend">
      <span className="jwt-header">Header</span>
      <span className="jwt-payload">Payload</span>
      <span className="jwt-signature">Signature</span>
    </span>
  );
}
