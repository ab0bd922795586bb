import { useEffect, useState } from 'react';

/** Whole seconds that something has been under way, 0 while it is not. */
export function useWaiting(isWaiting: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => {
      clearInterval(timer);
      setSeconds(0);
    };
  }, [isWaiting]);
  return isWaiting ? seconds : 0;
}
