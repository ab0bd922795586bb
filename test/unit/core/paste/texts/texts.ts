import { COMMANDS } from './commands.ts';
import { FILES } from './files.ts';
import { LINES } from './lines.ts';
import type { PastedText } from './parts.ts';
import { PIECES } from './pieces.ts';

/** Texts as people have them in mails, tickets, terminals and files. */
export const TEXTS: PastedText[] = [...PIECES, ...COMMANDS, ...FILES, ...LINES];
