import { app, safeStorage } from 'electron';
import { Failure } from '../core/failure.ts';
import type { Keyring, KeyringAvailability } from '../vault/ports.ts';

/** The calls of `safeStorage` that are used; the async ones came with a later Electron than the oldest that must run. */
interface SafeStorage {
  isEncryptionAvailable?(): boolean;
  encryptString(text: string): Buffer;
  decryptString(blob: Buffer): string;
  getSelectedStorageBackend?(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(blob: Buffer): Promise<{ result: string }>;
}

const BACKENDS: Partial<Record<NodeJS.Platform, string>> = { win32: 'dpapi', darwin: 'keychain' };
/** Written by Chromium on Linux under a password that is the same everywhere. */
const FIXED_KEY_PREFIX = 'v10';

function backendOf(storage: SafeStorage, platform: NodeJS.Platform): string {
  return BACKENDS[platform] ?? storage.getSelectedStorageBackend?.() ?? 'unknown';
}

async function availabilityOf(storage: SafeStorage, platform: NodeJS.Platform): Promise<KeyringAvailability> {
  const backend = backendOf(storage, platform);
  const api = storage.isAsyncEncryptionAvailable ? 'async' : 'sync';
  const refused = (reason: string): KeyringAvailability => ({ available: false, backend, api, reason });
  if (backend === 'basic_text' || backend === 'unknown') {
    return refused('this desktop offers no keyring, such as GNOME Keyring or KWallet. Use a password.');
  }
  // The async answer is also true for Linux's fixed key, so it cannot replace the one above.
  const works = storage.isEncryptionAvailable?.() !== false && (await storage.isAsyncEncryptionAvailable?.()) !== false;
  return works
    ? { available: true, backend, api }
    : refused('the keyring is locked or does not answer. Unlock it and try again.');
}

/**
 * The only user of Electron's safeStorage. It is first touched when a vault asks, never at start: on macOS that may show a prompt.
 * On Linux a blob under the fixed key is refused both ways, whatever backend the system claims.
 */
export function createKeyring(
  storage: SafeStorage = safeStorage,
  platform: NodeJS.Platform = process.platform,
): Keyring {
  const refuseFixedKey = (blob: Buffer): void => {
    if (platform !== 'linux' || blob.toString('latin1', 0, 3) !== FIXED_KEY_PREFIX) return;
    throw new Failure(
      'vault.keyring-unavailable',
      'The system keyring cannot be used: it protects with a fixed key only.',
    );
  };
  const availability = async (): Promise<KeyringAvailability> => {
    await app.whenReady();
    return availabilityOf(storage, platform);
  };
  return {
    availability,
    protect: async (text) => {
      const blob = storage.encryptStringAsync ? await storage.encryptStringAsync(text) : storage.encryptString(text);
      refuseFixedKey(blob);
      return blob;
    },
    unprotect: async (bytes) => {
      const blob = Buffer.from(bytes);
      refuseFixedKey(blob);
      try {
        return storage.decryptStringAsync
          ? (await storage.decryptStringAsync(blob)).result
          : storage.decryptString(blob);
      } catch (error) {
        const { available, reason } = await availability();
        if (available) throw error;
        throw new Failure('vault.keyring-unavailable', `The system keyring cannot be used: ${reason ?? ''}`, {
          cause: error,
        });
      }
    },
  };
}
