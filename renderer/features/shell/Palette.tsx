import { Spotlight } from '@mantine/spotlight';
import type { SpotlightActionData } from '@mantine/spotlight';
import { useHotkeys } from '@mantine/hooks';
import {
  IconBriefcase,
  IconClipboardText,
  IconFlask,
  IconHeartRateMonitor,
  IconFolderOpen,
  IconLock,
  IconMoon,
  IconPackageExport,
  IconPackageImport,
  IconPlugConnected,
  IconPlus,
  IconRadar2,
  IconSearch,
  IconSettings,
  IconShieldCheck,
  IconStethoscope,
  IconSun,
  IconTableImport,
  IconZoomCode,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { useCaseSubject } from '../caseFile/useCaseSubject.ts';
import { useOpenCaseFile } from '../caseFile/useOpenCaseFile.ts';
import { grantName } from '../connections/grantWords.ts';
import { useOpenSandbox } from '../sandbox/useOpenSandbox.ts';

/** Every command under Ctrl/Cmd+K, and the keys that lead past it. */
export function Palette(): ReactNode {
  const { caseFile, checkUp, connections, diagnose, navigation, sandbox, settings, vault } = useStores();
  const state = useStore(connections);
  const openSandbox = useOpenSandbox();
  const place = useStore(navigation, (shown) => shown.place);
  const caseSubject = useCaseSubject();
  const openCaseFile = useOpenCaseFile();
  const running = useStore(sandbox, ({ status }) => status.state === 'running');
  const lock = (): void => void vault.lock();
  const add = (): void => navigation.go({ kind: 'new' });
  useHotkeys(
    [
      ['mod+N', add],
      ['mod+shift+L', lock],
      ['mod+comma', () => navigation.showSettings()],
    ],
    [],
  );
  const commands: SpotlightActionData[] = [
    { id: 'new', label: 'New connection', leftSection: <IconPlus size={16} />, onClick: add },
    {
      id: 'paste',
      label: 'Paste anything',
      description: 'A curl command, a mail, a file: it is recognised and goes to the right place',
      leftSection: <IconClipboardText size={16} />,
      onClick: () => navigation.go({ kind: 'start', isPasting: true }),
    },
    {
      id: 'inspect',
      label: 'Inspect a token',
      description: 'Paste any token and read it',
      leftSection: <IconZoomCode size={16} />,
      onClick: () => navigation.go({ kind: 'inspect' }),
    },
    {
      id: 'diagnose',
      label: 'Paste a failure',
      description: 'Why something fails, and what to do about it',
      leftSection: <IconStethoscope size={16} />,
      onClick: () => navigation.go({ kind: 'diagnose' }),
    },
    ...(place.kind === 'connection'
      ? [
          {
            id: 'check-up',
            label: 'Run the check-up',
            description: 'The whole way of this connection, step by step',
            leftSection: <IconHeartRateMonitor size={16} />,
            onClick: () => {
              navigation.openConnection(place.connectionId, 'diagnose');
              diagnose.showCheckUp(place.connectionId);
              void checkUp.run(place.connectionId);
            },
          },
        ]
      : []),
    ...(caseSubject === undefined
      ? []
      : [
          {
            id: 'case-file',
            label: 'Case file …',
            description: 'A file about a failure to hand on, without secrets',
            leftSection: <IconBriefcase size={16} />,
            onClick: () => {
              caseFile.begin(caseSubject);
              navigation.show({ kind: 'case-file' });
            },
          },
        ]),
    {
      id: 'open-case-file',
      label: 'Open a case file …',
      leftSection: <IconFolderOpen size={16} />,
      onClick: () => void openCaseFile(),
    },
    running
      ? {
          id: 'sandbox-stop',
          label: 'Stop the sandbox',
          leftSection: <IconFlask size={16} />,
          onClick: () => void sandbox.stopDomain(),
        }
      : {
          id: 'sandbox-start',
          label: 'Start the sandbox',
          description: 'A practice domain on this machine, with ready connections',
          leftSection: <IconFlask size={16} />,
          onClick: () => void openSandbox(),
        },
    {
      id: 'radar',
      label: 'Expiry radar',
      description: 'What expires, and when: secrets, certificates, capsules, tokens',
      leftSection: <IconRadar2 size={16} />,
      onClick: () => navigation.go({ kind: 'radar' }),
    },
    {
      id: 'export-capsule',
      label: 'Export a capsule',
      description: 'Connections in one encrypted file, for another machine',
      leftSection: <IconPackageExport size={16} />,
      onClick: () => navigation.show({ kind: 'export-capsule' }),
    },
    {
      id: 'import-capsule',
      label: 'Import a capsule',
      leftSection: <IconPackageImport size={16} />,
      onClick: () => navigation.show({ kind: 'import-capsule' }),
    },
    {
      id: 'import-entries',
      label: 'Import from KeePass or CSV',
      leftSection: <IconTableImport size={16} />,
      onClick: () => navigation.show({ kind: 'import-entries' }),
    },
    {
      id: 'proof',
      label: 'Proof and self-test',
      description: 'How secrets are kept, and every host that was talked to',
      leftSection: <IconShieldCheck size={16} />,
      onClick: () => navigation.showSettings('proof'),
    },
    { id: 'lock', label: 'Lock the vault', leftSection: <IconLock size={16} />, onClick: lock },
    {
      id: 'light',
      label: 'Light theme',
      leftSection: <IconSun size={16} />,
      onClick: () => void settings.change({ theme: 'light' }),
    },
    {
      id: 'dark',
      label: 'Dark theme',
      leftSection: <IconMoon size={16} />,
      onClick: () => void settings.change({ theme: 'dark' }),
    },
    {
      id: 'settings',
      label: 'Settings',
      leftSection: <IconSettings size={16} />,
      onClick: () => navigation.showSettings(),
    },
  ];
  const places: SpotlightActionData[] = (state.kind === 'loaded' ? state.connections : []).map((connection) => ({
    id: connection.id,
    label: connection.name,
    description: [connection.environment, grantName(connection.grantType)].filter((word) => word !== '').join(' · '),
    leftSection: <IconPlugConnected size={16} />,
    onClick: () => navigation.openConnection(connection.id),
  }));
  return (
    <Spotlight
      actions={[
        { group: 'Commands', actions: commands },
        { group: 'Connections', actions: places },
      ]}
      shortcut={['mod + K', 'mod + P']}
      tagsToIgnore={[]}
      triggerOnContentEditable
      limit={20}
      nothingFound="Nothing matches. Try another word."
      searchProps={{ placeholder: 'Type a command or a connection', leftSection: <IconSearch size={16} /> }}
      attributes={{ content: { 'aria-label': 'Commands and connections' } }}
      scrollable
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      maxHeight={420}
    />
  );
}
