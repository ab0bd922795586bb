import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Disk, DiskFile } from '../../../main/vault/ports.ts';

type Inode = number | 'folder';

/**
 * One thing that a disk was asked for. `names` is one directory operation: it takes place as a whole or not at all, as rename(2) promises.
 * `note` is the test's own remark on the time at which it stands.
 */
export type Event<Note> =
  | { kind: 'names'; changes: [path: string, inode: Inode | undefined][] }
  | { kind: 'write'; inode: number; position: number; bytes: Buffer }
  | { kind: 'sync'; inode: number }
  | { kind: 'syncFolder'; path: string }
  | { kind: 'note'; note: Note };

export interface RecordingDisk<Note> extends Disk {
  events: Event<Note>[];
  remark: (note: Note) => void;
}

/** A disk that writes down what it was asked for. Paths are kept relative to `root`, which must be there already. */
export function createRecordingDisk<Note>(disk: Disk, root: string): RecordingDisk<Note> {
  const events: Event<Note>[] = [];
  const inodes = new Map<string, Inode>();
  let made = 0;

  function setNames(...changes: [path: string, inode: Inode | undefined][]): void {
    for (const [path, inode] of changes) {
      if (inode === undefined) inodes.delete(path);
      else inodes.set(path, inode);
    }
    events.push({ kind: 'names', changes: changes.map(([path, inode]) => [relative(root, path), inode]) });
  }

  const recordFile = (file: DiskFile, inode: number): DiskFile => ({
    ...file,
    write: async (bytes, position) => {
      const count = await file.write(bytes, position);
      events.push({ kind: 'write', inode, position, bytes: Buffer.from(bytes.subarray(0, count)) });
      return count;
    },
    sync: async () => {
      await file.sync();
      events.push({ kind: 'sync', inode });
    },
  });

  const recordFolder = (file: DiskFile, path: string): DiskFile => ({
    ...file,
    sync: async () => {
      await file.sync();
      events.push({ kind: 'syncFolder', path: relative(root, path) || '.' });
    },
  });

  return {
    ...disk,
    events,
    remark: (note) => events.push({ kind: 'note', note }),
    open: async (path, how) => {
      const file = await disk.open(path, how);
      if (how === 'folder') return recordFolder(file, path);
      if (how === 'read') return file;
      const inode = (made += 1);
      setNames([path, inode]);
      return recordFile(file, inode);
    },
    rename: async (from, to) => {
      await disk.rename(from, to);
      // Two names of one file: rename(2) does nothing then.
      if (inodes.get(from) !== inodes.get(to)) setNames([to, inodes.get(from)], [from, undefined]);
    },
    link: async (from, to) => {
      await disk.link(from, to);
      setNames([to, inodes.get(from)]);
    },
    remove: async (path) => {
      await disk.remove(path);
      setNames([path, undefined]);
    },
    makeFolder: async (path) => {
      await disk.makeFolder(path);
      if (!inodes.has(path)) setNames([path, 'folder']);
    },
  };
}

/** What the cut did to one operation that was not made durable: `torn` leaves the first half of a write, `blank` only its length. */
type Fate = 'kept' | 'lost' | 'torn' | 'blank';
/** Decides on the operation with this number, counted from 0 over those that were not durable. */
type Order = (pending: number, kind: 'names' | 'write') => Fate;

const SECTOR = 512;

/** For each operation the number of the sync behind which it can no longer be lost. */
function durableFrom<Note>(events: readonly Event<Note>[]): number[] {
  return events.map((event, at) => {
    const folders = event.kind === 'names' ? event.changes.map(([path]) => dirname(path)) : [];
    const sync = events.findIndex((next, later) => {
      if (later < at) return false;
      if (next.kind === 'sync') return event.kind === 'write' && event.inode === next.inode;
      return next.kind === 'syncFolder' && folders.includes(next.path);
    });
    return sync < 0 ? Infinity : sync;
  });
}

/** What a power cut leaves of a folder: names, and the content behind them. Two names of one file share their content. */
export type Remains = ReadonlyMap<string, Buffer | 'folder'>;

function applyWrite(content: Buffer, position: number, bytes: Buffer, fate: Fate): Buffer {
  if (fate === 'lost') return content;
  // Not a whole number of sectors: a write of less than one may be cut too where its length was not yet written down.
  const whole = Math.floor(bytes.length / 2 / SECTOR) * SECTOR || bytes.length >> 1;
  const part = fate === 'kept' ? bytes : fate === 'torn' ? bytes.subarray(0, whole) : Buffer.alloc(bytes.length);
  const result = Buffer.alloc(Math.max(content.length, position + part.length));
  content.copy(result);
  part.copy(result, position);
  return result;
}

/** The folder after a cut behind the first `cut` events, of which POSIX lets those that were not synced go any way. */
function remainsOf<Note>(
  events: readonly Event<Note>[],
  durable: readonly number[],
  cut: number,
  order: Order,
): Remains {
  const names = new Map<string, Inode>();
  const contents = new Map<Inode, Buffer>();
  let pending = 0;
  for (const [at, event] of events.slice(0, cut).entries()) {
    if (event.kind !== 'names' && event.kind !== 'write') continue;
    const fate = (durable[at] ?? Infinity) < cut ? 'kept' : order(pending++, event.kind);
    if (event.kind === 'write') {
      const before = contents.get(event.inode) ?? Buffer.alloc(0);
      contents.set(event.inode, applyWrite(before, event.position, event.bytes, fate));
    } else if (fate !== 'lost') {
      for (const [path, inode] of event.changes) {
        if (inode === undefined) names.delete(path);
        else names.set(path, inode);
      }
    }
  }
  const isReachable = (path: string): boolean =>
    path === '.' || (names.get(path) === 'folder' && isReachable(dirname(path)));
  const remains = new Map<string, Buffer | 'folder'>();
  for (const [path, inode] of names) {
    if (!isReachable(dirname(path))) continue;
    if (inode === 'folder') remains.set(path, 'folder');
    else {
      const content = contents.get(inode) ?? Buffer.alloc(0);
      contents.set(inode, content);
      remains.set(path, content);
    }
  }
  return remains;
}

const FATES: Fate[] = ['kept', 'lost', 'torn', 'blank'];

function drawn(seed: string): Order {
  return (pending, kind) => {
    const [byte = 0] = createHash('sha256').update(`${seed}/${pending}`).digest();
    // A directory operation has no half.
    return (kind === 'names' ? FATES[byte % 2] : FATES[byte % 4]) ?? 'kept';
  };
}

const DRAWS = 10;

/** Ways in which the not yet durable operations of one moment can turn out. */
function ordersOf(pending: number, seed: string): Order[] {
  const orders: Order[] = [() => 'lost', () => 'kept'];
  for (const fate of ['lost', 'torn', 'blank'] as const) orders.push((_at, kind) => (kind === 'names' ? 'kept' : fate));
  for (let one = 0; one < pending; one += 1) {
    orders.push((at) => (at === one ? 'kept' : 'lost'));
    orders.push((at) => (at === one ? 'lost' : 'kept'));
    orders.push((at) => (at <= one ? 'kept' : 'lost'));
  }
  for (let draw = 0; draw < DRAWS; draw += 1) orders.push(drawn(`${seed}/${draw}`));
  return orders;
}

export interface PowerCut<Note> {
  remains: Remains;
  /** The last remark before the cut. */
  note: Note;
}

function keyOf<Note>({ remains, note }: PowerCut<Note>): string {
  const hash = createHash('sha256').update(JSON.stringify(note));
  for (const [path, content] of [...remains].sort(([left], [right]) => (left < right ? -1 : 1))) {
    hash.update(`\n${path}\n`).update(content);
  }
  return hash.digest('hex');
}

interface Moment<Note> {
  cut: number;
  note: Note;
  order: Order;
}

function momentsOf<Note>(events: readonly Event<Note>[], durable: readonly number[], seed: number): Moment<Note>[] {
  const moments: Moment<Note>[] = [];
  let note: Note | undefined;
  for (let cut = 1; cut <= events.length; cut += 1) {
    const last = events[cut - 1];
    if (last?.kind === 'note') note = last.note;
    if (note === undefined) continue;
    const isPending = ({ kind }: Event<Note>, at: number): boolean =>
      (kind === 'names' || kind === 'write') && (durable[at] ?? Infinity) >= cut;
    for (const order of ordersOf(events.slice(0, cut).filter(isPending).length, `${seed}/${cut}`)) {
      moments.push({ cut, note, order });
    }
  }
  return moments;
}

/** Larger than any count of moments, and prime: its multiples visit all of them, each once, spread over the whole history. */
const STRIDE = 15_485_863;

/** At most `wanted` different folders that a cut behind the first remark can leave, from all moments alike. */
export function powerCuts<Note>(events: readonly Event<Note>[], seed: number, wanted: number): PowerCut<Note>[] {
  const durable = durableFrom(events);
  const moments = momentsOf(events, durable, seed);
  const found = new Map<string, PowerCut<Note>>();
  for (let at = 0; at < moments.length && found.size < wanted; at += 1) {
    const moment = moments[(at * STRIDE) % moments.length];
    if (moment === undefined) continue;
    const { cut, note, order } = moment;
    const state = { remains: remainsOf(events, durable, cut, order), note };
    found.set(keyOf(state), state);
  }
  return [...found.values()];
}

/** Puts what is left on a real disk, for a vault to start on. */
export function layOut(remains: Remains, root: string): void {
  const placed = new Map<Buffer, string>();
  for (const [path, content] of [...remains].sort(([left], [right]) => left.length - right.length)) {
    const target = join(root, path);
    if (content === 'folder') mkdirSync(target, { recursive: true });
    else {
      const same = placed.get(content);
      if (same === undefined) writeFileSync(target, content, { mode: 0o600 });
      else linkSync(same, target);
      placed.set(content, target);
    }
  }
}
