import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PasteOffer, PasteReading } from '#contract/paste.ts';
import { useStores } from '../../stores.tsx';
import { ALONE } from '../diagnose/diagnoseStore.ts';
import { ConnectionOffer } from './ConnectionOffer.tsx';
import { Notes } from './Notes.tsx';
import { EXAMPLES, kindWords } from './pasteWords.ts';
import type { Pasted } from './pasteReader.ts';
import { RequestOffer } from './RequestOffer.tsx';
import './paste.css';

interface PasteAnswerProps {
  reading: PasteReading;
  pasted: Pasted;
}

/** What was pasted turned out to be, and what can be done with it: the best first. */
export function PasteAnswer({ reading, pasted }: PasteAnswerProps): ReactNode {
  const { kind, facts, notes, offers } = reading;
  return (
    <section className="paste-answer" aria-label="What was pasted">
      <header className="paste-head">
        <h2>{kindWords(kind)}</h2>
        {facts.length > 0 && <span className="soft">{facts.join(' · ')}</span>}
      </header>
      <Notes notes={notes} />
      {offers.map((offer, index) => (
        <Offer key={index} offer={offer} reading={reading} pasted={pasted} isFirst={index === 0} />
      ))}
      {offers.length === 0 && <Examples />}
    </section>
  );
}

interface OfferProps extends PasteAnswerProps {
  offer: PasteOffer;
  isFirst: boolean;
}

function Offer({ offer, reading, pasted, isFirst }: OfferProps): ReactNode {
  const { diagnose, navigation } = useStores();
  const { pasteId = '' } = reading;
  switch (offer.kind) {
    case 'connection':
      return <ConnectionOffer offer={offer} pasteId={pasteId} isFirst={isFirst} />;
    case 'request':
      return (
        <RequestOffer
          offer={offer}
          pasteId={pasteId}
          isFirst={isFirst}
          comesAlong={reading.offers[0]?.kind === 'connection'}
        />
      );
    case 'inspect':
      return (
        <Plain
          words="Take it apart: claims, times and signature."
          action="Inspect"
          isFirst={isFirst}
          onClick={() => navigation.go({ kind: 'inspect', text: pasted.text })}
        />
      );
    case 'diagnose':
      return (
        <Plain
          words="Find out why it fails, and where it is mended."
          action="Diagnose"
          isFirst={isFirst}
          onClick={() => {
            diagnose.setText(ALONE, pasted.text);
            navigation.go({ kind: 'diagnose' });
          }}
        />
      );
    case 'key':
      return (
        <Plain
          words="A client signs with it, or shows it in mutual TLS. The form says what it is, and asks for its passphrase if it has one."
          action="Use it in a new connection"
          isFirst={isFirst}
          onClick={() =>
            navigation.go({ kind: 'new', keyFile: { name: pasted.name ?? 'what you pasted', content: pasted.text } })
          }
        />
      );
  }
}

interface PlainProps {
  words: string;
  action: string;
  isFirst: boolean;
  onClick: () => void;
}

function Plain({ words, action, isFirst, onClick }: PlainProps): ReactNode {
  return (
    <div className="paste-offer paste-row">
      <Text size="sm" flex={1}>
        {words}
      </Text>
      <Button variant={isFirst ? 'filled' : 'default'} onClick={onClick}>
        {action}
      </Button>
    </div>
  );
}

function Examples(): ReactNode {
  return (
    <div className="paste-offer">
      <Text size="sm" fw={500}>
        What can be pasted
      </Text>
      <ul className="paste-examples">
        {EXAMPLES.map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
    </div>
  );
}
