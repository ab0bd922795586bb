/**
 * Every fuse of the shipped executable, each stated: leaving one out does not compile.
 * @type {Required<Omit<NonNullable<import('electron-builder').Configuration['electronFuses']>, 'resetAdHocDarwinSignature'>>}
 */
export const FUSES = {
  // Nobody may borrow our signed executable as a plain node, or put code or a debugger into it from outside.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // Only the archive that was packed runs. macOS and Windows also check its digest; Electron has no such check on Linux.
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
  enableCookieEncryption: true,
  // The page comes from our own scheme, so file: needs no privileges.
  grantFileProtocolExtraPrivileges: false,
  // We bring no V8 snapshot of our own.
  loadBrowserProcessSpecificV8Snapshot: false,
};
