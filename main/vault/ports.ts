/** Argon2id, RFC 9106. `m` is in KiB. */
export interface KdfParameters {
  alg: 'argon2id';
  ver: 19;
  m: number;
  t: number;
  p: number;
  salt: Uint8Array;
}

/** 32 bytes from a password. Must not block the caller's thread, and wipes `password` before it settles. */
export type DeriveKey = (password: Uint8Array, kdf: KdfParameters) => Promise<Uint8Array>;

export interface KeyringAvailability {
  available: boolean;
  /** `gnome_libsecret`, `kwallet6`, `dpapi`, `keychain` ...; `basic_text` and `unknown` are never accepted. */
  backend: string;
  api?: 'sync' | 'async';
  /** A sentence for the user when it is not available. */
  reason?: string;
}

/**
 * The operating system's keyring. A rejection with `Failure('vault.keyring-unavailable')` means "not now";
 * any other rejection of `unprotect` means that this blob cannot be opened by this keyring.
 */
export interface Keyring {
  availability(): Promise<KeyringAvailability>;
  protect(text: string): Promise<Uint8Array>;
  unprotect(blob: Uint8Array): Promise<string>;
}

/** An open file. Writing may be short, as the system call may: the caller loops. */
export interface DiskFile {
  write(bytes: Uint8Array, position: number): Promise<number>;
  read(into: Uint8Array, position: number): Promise<number>;
  size(): Promise<number>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The few system calls that the vault needs, each of which can be made to fail by a test. Errors carry an errno `code`. */
export interface Disk {
  /** `create` fails when the file exists, and makes it readable by this user alone. */
  open(path: string, how: 'read' | 'create' | 'folder'): Promise<DiskFile>;
  stat(path: string): Promise<{ size: number; modifiedMs: number }>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  list(folder: string): Promise<string[]>;
  makeFolder(path: string): Promise<void>;
}

/** Who holds the vault's lock file. `start` tells a reused process id apart; empty where the system does not say. */
export interface ProcessIdentity {
  pid: number;
  start: string;
  host: string;
}

export interface Processes {
  self(): Promise<ProcessIdentity>;
  isRunning(process: ProcessIdentity): Promise<boolean>;
}
