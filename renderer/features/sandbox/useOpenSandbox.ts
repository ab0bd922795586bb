import { useStores } from '../../stores.tsx';

/** Starts the practice domain and goes to its first connection. */
export function useOpenSandbox(): () => Promise<void> {
  const { navigation, sandbox, connections } = useStores();
  return async () => {
    const [first] = await sandbox.startDomain();
    if (first === undefined) return;
    await connections.reload();
    navigation.openConnection(first.id, 'token');
  };
}
