import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Input } from '#contract/api.ts';
import { useStores } from '../../stores.tsx';
import { createKeyReader } from './keyReader.ts';
import type { KeyReading } from './keyReader.ts';
import type { SectionProps } from './sectionProps.ts';

interface KeyForm {
  reading: KeyReading;
  typeKey: (value: string | null | undefined) => void;
  typePassphrase: (value: string) => void;
  /** Reads with what stands in the fields now. */
  look: () => void;
}

interface Typed {
  /** Null takes the stored key away, absent keeps it. */
  key: string | null | undefined;
  passphrase: string;
}

/** The key as it is typed: it goes to the form that saves it, and to main to be told what it is. It is in no state. */
export function useKeyForm({ draft, stored, keyFile, typeSecret }: SectionProps): KeyForm {
  const { bench } = useStores();
  const [reader] = useState(() => createKeyReader(bench));
  const reading = useStore(reader);
  const typed = useRef<Typed>({ key: keyFile?.content, passphrase: '' });
  const { certificate } = draft.key;
  const storedIn = stored?.clientAuth.privateKey === undefined ? undefined : stored.id;
  const look = (): void => void reader.read(questionOf(typed.current, certificate, storedIn));
  useEffect(() => void reader.read(questionOf(typed.current, certificate, storedIn)), [reader, certificate, storedIn]);
  return {
    reading,
    look,
    typeKey: (value) => {
      typed.current.key = value;
      typeSecret('clientAuth.privateKey', value);
      look();
    },
    typePassphrase: (value) => {
      typed.current.passphrase = value;
      typeSecret('clientAuth.keyPassphrase', value === '' ? undefined : value);
    },
  };
}

function questionOf(
  { key, passphrase }: Typed,
  certificate: string,
  storedIn: string | undefined,
): Input<'keys.inspect'> | undefined {
  const beside = certificate.trim() === '' ? {} : { certificate };
  if (key === undefined && storedIn !== undefined) return { connectionId: storedIn, ...beside };
  if (typeof key === 'string') return { text: key, ...(passphrase === '' ? {} : { passphrase }), ...beside };
  return certificate.trim() === '' ? undefined : { text: certificate };
}
