const versions: Partial<NodeJS.ProcessVersions> = process.versions;

/** Undefined outside Electron, of which its own types know nothing. */
export const electronVersion = versions.electron;
