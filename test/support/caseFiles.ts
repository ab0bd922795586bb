import { z } from 'zod';

/** What a program of somebody else does with a case file. */
export function readAsStranger(html: string): { case: Record<string, unknown>; har: Record<string, unknown> } {
  const elements = html.matchAll(/<script type="application\/json" id="([\w-]+)"[^>]*>([\s\S]*?)<\/script>/g);
  const members = z.record(z.string(), z.unknown());
  const json = new Map([...elements].map(([, id = '', text = '']) => [id, members.parse(JSON.parse(text))]));
  return { case: json.get('grantsmith-case') ?? {}, har: json.get('har') ?? {} };
}
