import { useEffect, useState } from 'react';
import type { Connection } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';

export type ConnectionReading =
  { kind: 'loading' } | { kind: 'loaded'; connection: Connection } | { kind: 'failed'; error: ErrorReply };

/** The whole connection, its secrets as facts; read again whenever main says that connections changed. */
export function useConnection(connectionId: string): ConnectionReading {
  const { bench } = useStores();
  const [reading, setReading] = useState<ConnectionReading>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      const result = await bench.connections.get({ id: connectionId });
      if (!isCurrent) return;
      setReading(result.ok ? { kind: 'loaded', connection: result.value } : { kind: 'failed', error: result.error });
    };
    void read();
    const stop = bench.on('connections.changed', () => void read());
    return () => {
      isCurrent = false;
      stop();
    };
  }, [bench, connectionId]);
  return reading;
}
