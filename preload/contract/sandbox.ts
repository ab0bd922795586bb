import type { ConnectionSummary } from './connection.ts';

/** The running practice domain. */
export interface SandboxRunning {
  domainUrl: string;
  apiUrl: string;
  connections: ConnectionSummary[];
  /** Requests that the practice API answers, ready to be sent. */
  examples: { name: string; method: string; url: string; headers: [string, string][]; body?: string }[];
}

export type SandboxStatus = { state: 'stopped' } | ({ state: 'running' } & Omit<SandboxRunning, 'connections'>);
