import { useStores } from '../../stores.tsx';
import { showFailure } from '../../ui/notices.tsx';

/** Opens the case file that the person chooses, and leads to it. */
export function useOpenCaseFile(): () => Promise<void> {
  const { caseFile, navigation } = useStores();
  return async () => {
    const result = await caseFile.open();
    if (result.ok) navigation.go({ kind: 'case' });
    else showFailure('The case file was not opened', result.error);
  };
}
