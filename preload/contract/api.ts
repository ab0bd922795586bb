import { z } from 'zod';
import {
  apiRequestInput,
  requestHistoryInput,
  saveReplyInput,
  saveRequestInput,
  sendRequestInput,
  sendToFileInput,
} from './apiRequest.ts';
import type { ApiOutcome, BodyPiece, SavedRequest } from './apiRequest.ts';
import { changeSettingsInput, copyTextInput, openConsoleInput } from './app.ts';
import { applyCapsuleInput, exportCapsuleInput, importCapsuleInput } from './capsule.ts';
import { previewCaseFileInput, saveCaseFileInput } from './caseFile.ts';
import type { CasePreview, OpenedCase } from './caseFile.ts';
import type { CapsuleExport, CapsulePreview } from './capsule.ts';
import type { AppInfo, ClockReading, KeyringStatus, NetworkLogEntry, Settings } from './app.ts';
import { composeScopeInput, connectionIdInput, connectionInput, idInput, readDomainUrlInput } from './connection.ts';
import type { Connection, ConnectionSummary, DomainReading, ScopeReading } from './connection.ts';
import { discoverInput, probeClientAuthInput } from './discovery.ts';
import type { ClientAuthProbe, Discovery } from './discovery.ts';
import { checkUpInput } from './checkUp.ts';
import type { CheckUp } from './checkUp.ts';
import type { Imported } from './conflict.ts';
import { analyzeInput } from './diagnosis.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { EventName, Events } from './events.ts';
import type { Exchange } from './exchange.ts';
import { continueWithUrlInput, flowInput } from './flow.ts';
import type { Flow } from './flow.ts';
import { guideInput, setGuideStepInput } from './guide.ts';
import type { Guide } from './guide.ts';
import { applyImportInput, closeImportInput, previewImportInput, unlockImportInput } from './imports.ts';
import type { ImportOutlook, ImportPreview, ImportResult } from './imports.ts';
import { inspectInput, verifyInput } from './inspection.ts';
import type { Inspection, Verification } from './inspection.ts';
import { inspectKeyInput } from './keys.ts';
import type { KeyInspection } from './keys.ts';
import { acceptPasteInput, recognizeInput } from './paste.ts';
import type { PasteAccepted, PasteReading } from './paste.ts';
import type { Proof, SelfTest } from './proof.ts';
import type { RadarItem } from './radar.ts';
import type { Result } from './result.ts';
import type { SandboxRunning, SandboxStatus } from './sandbox.ts';
import {
  askTokenInput,
  cancelInput,
  curlInput,
  exchangeCurlInput,
  exportHarInput,
  listTokensInput,
  renameTokenInput,
  requestTokenInput,
  setAutoRefreshInput,
  tokenIdInput,
} from './token.ts';
import type {
  ExchangeCurlCopied,
  Introspection,
  PlainOutcome,
  Token,
  TokenOutcome,
  TokenSummary,
  UserInfo,
} from './token.ts';
import {
  changePasswordInput,
  createVaultInput,
  openCopyInput,
  passwordStrengthInput,
  secretFieldInput,
  setSlotInput,
  unlockVaultInput,
} from './vault.ts';
import type { OpenedCopy, PasswordStrength, Revealed, SecretCopied, VaultGeneration, VaultStatus } from './vault.ts';

const nothing = z.undefined();

/** The schema of every call's input. A call is named `<area>.<method>`, which is also its IPC channel. */
export const inputs = {
  'vault.status': nothing,
  'vault.create': createVaultInput,
  'vault.unlock': unlockVaultInput,
  'vault.lock': nothing,
  'vault.changePassword': changePasswordInput,
  'vault.setSlot': setSlotInput,
  'vault.reveal': secretFieldInput,
  'vault.hide': nothing,
  'vault.copySecret': secretFieldInput,
  'vault.passwordStrength': passwordStrengthInput,
  'vault.saveCopy': nothing,
  'vault.generations': nothing,
  'vault.restore': z.strictObject({ generation: z.string().min(1).max(200) }),
  'vault.retrySave': nothing,
  'vault.openCopy': openCopyInput,
  'vault.adoptCopy': z.strictObject({ copyId: z.string().min(1).max(100) }),
  'vault.keyring': nothing,
  'vault.exportCapsule': exportCapsuleInput,
  'vault.importCapsule': importCapsuleInput,
  'vault.applyCapsule': applyCapsuleInput,
  'imports.open': nothing,
  'imports.unlock': unlockImportInput,
  'imports.preview': previewImportInput,
  'imports.apply': applyImportInput,
  'imports.close': closeImportInput,
  'connections.list': nothing,
  'connections.get': idInput,
  'connections.save': z.strictObject({ connection: connectionInput }),
  'connections.remove': idInput,
  'connections.restore': idInput,
  'connections.duplicate': idInput,
  'connections.readDomainUrl': readDomainUrlInput,
  'connections.composeScope': composeScopeInput,
  'connections.readScope': z.strictObject({ scope: z.string().max(8192) }),
  'connections.openConsole': openConsoleInput,
  'connections.discover': discoverInput,
  'connections.probeClientAuth': probeClientAuthInput,
  'keys.inspect': inspectKeyInput,
  'tokens.request': requestTokenInput,
  'tokens.refresh': askTokenInput,
  'tokens.introspect': askTokenInput,
  'tokens.revoke': askTokenInput,
  'tokens.userinfo': askTokenInput,
  'tokens.list': listTokensInput,
  'tokens.get': tokenIdInput,
  'tokens.remove': tokenIdInput,
  'tokens.cancel': cancelInput,
  'tokens.curl': curlInput,
  'tokens.history': connectionIdInput,
  'tokens.flows': connectionIdInput,
  'tokens.continueWithUrl': continueWithUrlInput,
  'tokens.openInBrowser': flowInput,
  'tokens.rename': renameTokenInput,
  'tokens.setAutoRefresh': setAutoRefreshInput,
  'tokens.endSession': tokenIdInput,
  'tokens.exportHar': exportHarInput,
  'tokens.exchangeCurl': exchangeCurlInput,
  'tokens.copyCurl': connectionIdInput,
  'tokens.copyExchangeCurl': exchangeCurlInput,
  'tokens.saveHar': exportHarInput,
  'diagnosis.analyze': analyzeInput,
  'diagnosis.checkUp': checkUpInput,
  'caseFile.preview': previewCaseFileInput,
  'caseFile.save': saveCaseFileInput,
  'caseFile.open': nothing,
  'paste.recognize': recognizeInput,
  'paste.accept': acceptPasteInput,
  'paste.forget': nothing,
  'inspector.inspect': inspectInput,
  'inspector.verify': verifyInput,
  'requests.send': sendRequestInput,
  'requests.bodyPiece': idInput,
  'requests.saveReply': saveReplyInput,
  'requests.sendToFile': sendToFileInput,
  'requests.cancel': cancelInput,
  'requests.save': saveRequestInput,
  'requests.list': nothing,
  'requests.remove': idInput,
  'requests.history': requestHistoryInput,
  'requests.curl': z.strictObject({ request: apiRequestInput, reveal: z.boolean() }),
  'requests.copyCurl': z.strictObject({ request: apiRequestInput }),
  'guide.get': guideInput,
  'guide.setDone': setGuideStepInput,
  'sandbox.start': nothing,
  'sandbox.stop': nothing,
  'sandbox.status': nothing,
  'settings.get': nothing,
  'settings.set': changeSettingsInput,
  'app.info': nothing,
  'app.clock': nothing,
  'app.networkLog': nothing,
  'app.copy': copyTextInput,
  'app.proof': nothing,
  'app.selfTest': nothing,
  'radar.list': nothing,
} as const satisfies Record<string, z.ZodType>;

/** What each call answers with when it succeeds. */
export interface Outputs {
  'vault.status': VaultStatus;
  'vault.create': { recoveryKey?: string };
  'vault.unlock': VaultStatus;
  'vault.lock': VaultStatus;
  'vault.changePassword': VaultStatus;
  'vault.setSlot': { status: VaultStatus; recoveryKey?: string };
  'vault.reveal': Revealed;
  'vault.hide': { hidden: boolean };
  'vault.copySecret': SecretCopied;
  'vault.passwordStrength': PasswordStrength;
  'vault.saveCopy': { fileName: string };
  'vault.generations': VaultGeneration[];
  'vault.restore': VaultStatus;
  'vault.retrySave': VaultStatus;
  'vault.openCopy': OpenedCopy;
  'vault.adoptCopy': VaultStatus;
  'vault.keyring': KeyringStatus;
  'vault.exportCapsule': CapsuleExport;
  'vault.importCapsule': CapsulePreview;
  'vault.applyCapsule': Imported;
  'imports.open': ImportPreview;
  'imports.unlock': ImportPreview;
  'imports.preview': ImportOutlook;
  'imports.apply': ImportResult;
  'imports.close': { closed: boolean };
  'connections.list': ConnectionSummary[];
  'connections.get': Connection;
  'connections.save': { id: string };
  'connections.remove': { restorable: boolean };
  'connections.restore': { id: string };
  'connections.duplicate': { id: string };
  'connections.readDomainUrl': DomainReading;
  'connections.composeScope': ScopeReading;
  'connections.readScope': ScopeReading;
  'connections.openConsole': { opened: string };
  'connections.discover': Discovery;
  'connections.probeClientAuth': ClientAuthProbe;
  'keys.inspect': KeyInspection;
  'tokens.request': TokenOutcome;
  'tokens.refresh': TokenOutcome;
  'tokens.introspect': Introspection;
  'tokens.revoke': PlainOutcome;
  'tokens.userinfo': UserInfo;
  'tokens.list': TokenSummary[];
  'tokens.get': Token;
  'tokens.remove': { removed: boolean };
  'tokens.cancel': { cancelled: boolean };
  'tokens.curl': { curl: string };
  'tokens.history': Exchange[];
  'tokens.flows': Flow[];
  'tokens.continueWithUrl': { accepted: boolean };
  'tokens.openInBrowser': { opened: string };
  'tokens.rename': { id: string };
  'tokens.setAutoRefresh': { id: string };
  'tokens.endSession': { opened: string };
  'tokens.exportHar': { har: string };
  'tokens.exchangeCurl': { curl: string };
  'tokens.copyCurl': SecretCopied;
  'tokens.copyExchangeCurl': ExchangeCurlCopied;
  'tokens.saveHar': { fileName: string };
  'diagnosis.analyze': Diagnosis;
  'diagnosis.checkUp': CheckUp;
  'caseFile.preview': CasePreview;
  'caseFile.save': { fileName: string };
  'caseFile.open': OpenedCase;
  'paste.recognize': PasteReading;
  'paste.accept': PasteAccepted;
  'paste.forget': { forgotten: boolean };
  'inspector.inspect': Inspection;
  'inspector.verify': Verification;
  'requests.send': ApiOutcome;
  'requests.bodyPiece': BodyPiece;
  'requests.saveReply': { fileName: string };
  'requests.sendToFile': ApiOutcome;
  'requests.cancel': { cancelled: boolean };
  'requests.save': { id: string };
  'requests.list': SavedRequest[];
  'requests.remove': { removed: boolean };
  'requests.history': Exchange[];
  'requests.curl': { curl: string };
  'requests.copyCurl': SecretCopied;
  'guide.get': Guide;
  'guide.setDone': { done: boolean };
  'sandbox.start': SandboxRunning;
  'sandbox.stop': { stopped: boolean };
  'sandbox.status': SandboxStatus;
  'settings.get': Settings;
  'settings.set': Settings;
  'app.info': AppInfo;
  'app.clock': ClockReading;
  'app.networkLog': NetworkLogEntry[];
  'app.copy': { copied: boolean; clearsInSeconds?: number };
  'app.proof': Proof;
  'app.selfTest': SelfTest;
  'radar.list': RadarItem[];
}

export type CallName = keyof typeof inputs;
export type Input<Name extends CallName> = z.input<(typeof inputs)[Name]>;
/** The input as main works with it: parsed, trimmed, with defaults. */
export type ParsedInput<Name extends CallName> = z.output<(typeof inputs)[Name]>;

type Method<Name extends CallName> =
  undefined extends Input<Name>
    ? () => Promise<Result<Outputs[Name]>>
    : (input: Input<Name>) => Promise<Result<Outputs[Name]>>;

type AreaName = CallName extends `${infer Area}.${string}` ? Area : never;

/** What the page sees as `window.grantsmith`. */
export type GrantsmithApi = {
  readonly [Area in AreaName]: {
    readonly [Name in CallName as Name extends `${Area}.${infer MethodName}` ? MethodName : never]: Method<Name>;
  };
} & {
  /** Calls the listener on each event; the answer is the function that ends that. */
  readonly on: <Name extends EventName>(event: Name, listener: (data: Events[Name]) => void) => () => void;
};
