import type { Configuration } from 'electron-builder';
import { FUSES } from './fuses.mjs';

/** electron-builder reads the default export; `electronDist` and `electronVersion` come from build/package.mjs. */
const config: Configuration = {
  appId: 'app.grantsmith.desktop',
  productName: 'Grantsmith',
  directories: { output: 'dist', buildResources: 'build/icons' },
  files: ['out/**', '!out/.sources', 'package.json'],
  asar: true,
  npmRebuild: false,
  electronLanguages: ['en-US'],
  electronFuses: FUSES,
  publish: null,
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    executableName: 'grantsmith',
    category: 'Development',
    maintainer: 'Grantsmith',
    synopsis: 'OAuth 2.0 bench for Oracle identity domains',
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: { target: ['dmg'], category: 'public.app-category.developer-tools', hardenedRuntime: true },
};

export default config;
