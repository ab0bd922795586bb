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
  return (
    <div className="jwt">
      <div className="jwt-text mono" data-folded={isLong && !isOpen}>
        <Parts token={token} />
      </div>
      {isLong && (
        <UnstyledButton className="jwt-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show less' : `Show all ${token.length.toLocaleString('en')} characters`}
        </UnstyledButton>
      )}
    </div>
  );
}

function Parts({ token }: { token: string }): ReactNode {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return token;
  return (
    <>
      <span className="jwt-header">{header}</span>.<span className="jwt-payload">{payload}</span>.
      <span className="jwt-signature">{signature}</span>
    </>
  );
}
