import type * as undici from 'undici';

/** The HTTP client is half of the source of main. It is read when it is first needed, not at every start. */
export const loadHttpClient = (): Promise<typeof undici> => import('undici');
