import { contextBridge, ipcRenderer } from 'electron';
import type { CallName, GrantsmithApi, Input, Outputs } from '#contract/api.ts';
import type { EventName, Events } from '#contract/events.ts';
import type { Result } from '#contract/result.ts';

type Invoke = <Name extends CallName>(name: Name, input?: Input<Name>) => Promise<Result<Outputs[Name]>>;

/** What crosses is typed by the contract on both sides; main parses it again. */
const invoke: Invoke = ipcRenderer.invoke.bind(ipcRenderer);

/** One call of the contract; its name is its channel. */
const call =
  <Name extends CallName>(name: Name) =>
  (input?: Input<Name>): Promise<Result<Outputs[Name]>> =>
    invoke(name, input);

/** The page may listen to these and to nothing else. */
const eventNames: readonly string[] = [
  'vault.status',
  'connections.changed',
  'tokens.changed',
  'flow.changed',
  'flow.ended',
  'probe.changed',
  'checkUp.changed',
  'requests.progress',
  'sandbox.status',
  'settings.changed',
  'app.clock',
] satisfies EventName[];

function on<Name extends EventName>(event: Name, listener: (data: Events[Name]) => void): () => void {
  if (!eventNames.includes(event)) throw new Error('There is no such event.');
  const deliver = (_event: unknown, data: Events[Name]): void => listener(data);
  const channel = `event:${event}`;
  ipcRenderer.on(channel, deliver);
  return () => {
    ipcRenderer.removeListener(channel, deliver);
  };
}

/** The whole privileged surface of the page, on one screen. */
const api: GrantsmithApi = {
  vault: {
    status: call('vault.status'),
    create: call('vault.create'),
    unlock: call('vault.unlock'),
    lock: call('vault.lock'),
    changePassword: call('vault.changePassword'),
    setSlot: call('vault.setSlot'),
    reveal: call('vault.reveal'),
    hide: call('vault.hide'),
    copySecret: call('vault.copySecret'),
    passwordStrength: call('vault.passwordStrength'),
    saveCopy: call('vault.saveCopy'),
    generations: call('vault.generations'),
    restore: call('vault.restore'),
    retrySave: call('vault.retrySave'),
    openCopy: call('vault.openCopy'),
    adoptCopy: call('vault.adoptCopy'),
    keyring: call('vault.keyring'),
    exportCapsule: call('vault.exportCapsule'),
    importCapsule: call('vault.importCapsule'),
    applyCapsule: call('vault.applyCapsule'),
  },
  imports: {
    open: call('imports.open'),
    unlock: call('imports.unlock'),
    preview: call('imports.preview'),
    apply: call('imports.apply'),
    close: call('imports.close'),
  },
  connections: {
    list: call('connections.list'),
    get: call('connections.get'),
    save: call('connections.save'),
    remove: call('connections.remove'),
    restore: call('connections.restore'),
    duplicate: call('connections.duplicate'),
    readDomainUrl: call('connections.readDomainUrl'),
    composeScope: call('connections.composeScope'),
    readScope: call('connections.readScope'),
    openConsole: call('connections.openConsole'),
    discover: call('connections.discover'),
    probeClientAuth: call('connections.probeClientAuth'),
  },
  keys: {
    inspect: call('keys.inspect'),
  },
  tokens: {
    request: call('tokens.request'),
    refresh: call('tokens.refresh'),
    introspect: call('tokens.introspect'),
    revoke: call('tokens.revoke'),
    userinfo: call('tokens.userinfo'),
    list: call('tokens.list'),
    get: call('tokens.get'),
    remove: call('tokens.remove'),
    cancel: call('tokens.cancel'),
    curl: call('tokens.curl'),
    history: call('tokens.history'),
    flows: call('tokens.flows'),
    continueWithUrl: call('tokens.continueWithUrl'),
    openInBrowser: call('tokens.openInBrowser'),
    rename: call('tokens.rename'),
    setAutoRefresh: call('tokens.setAutoRefresh'),
    endSession: call('tokens.endSession'),
    exportHar: call('tokens.exportHar'),
    exchangeCurl: call('tokens.exchangeCurl'),
    copyCurl: call('tokens.copyCurl'),
    copyExchangeCurl: call('tokens.copyExchangeCurl'),
    saveHar: call('tokens.saveHar'),
  },
  diagnosis: {
    analyze: call('diagnosis.analyze'),
    checkUp: call('diagnosis.checkUp'),
  },
  caseFile: {
    preview: call('caseFile.preview'),
    save: call('caseFile.save'),
    open: call('caseFile.open'),
  },
  paste: {
    recognize: call('paste.recognize'),
    accept: call('paste.accept'),
    forget: call('paste.forget'),
  },
  inspector: {
    inspect: call('inspector.inspect'),
    verify: call('inspector.verify'),
  },
  requests: {
    send: call('requests.send'),
    bodyPiece: call('requests.bodyPiece'),
    saveReply: call('requests.saveReply'),
    sendToFile: call('requests.sendToFile'),
    cancel: call('requests.cancel'),
    save: call('requests.save'),
    list: call('requests.list'),
    remove: call('requests.remove'),
    history: call('requests.history'),
    curl: call('requests.curl'),
    copyCurl: call('requests.copyCurl'),
  },
  guide: {
    get: call('guide.get'),
    setDone: call('guide.setDone'),
  },
  sandbox: {
    start: call('sandbox.start'),
    stop: call('sandbox.stop'),
    status: call('sandbox.status'),
  },
  settings: {
    get: call('settings.get'),
    set: call('settings.set'),
  },
  app: {
    info: call('app.info'),
    clock: call('app.clock'),
    networkLog: call('app.networkLog'),
    copy: call('app.copy'),
    proof: call('app.proof'),
    selfTest: call('app.selfTest'),
  },
  radar: {
    list: call('radar.list'),
  },
  on,
};

contextBridge.exposeInMainWorld('grantsmith', api);
