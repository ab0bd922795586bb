import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-500.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/jetbrains-mono/latin-400.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/tokens.css';
import './ui/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { bench } from './bench.ts';
import { readNonce } from './ui/nonce.ts';

// The scroll lock of dialogs makes a style tag of its own, and takes the nonce from where bundlers leave it.
Object.assign(globalThis, { __webpack_nonce__: readNonce() });

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App bench={bench} />);
