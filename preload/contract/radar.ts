/** What has an end: tokens, client secrets, certificates, what came in a capsule, and certificates that a connection trusts (keys). */
export type RadarKind = 'token' | 'clientSecret' | 'certificate' | 'capsule' | 'key';

export interface RadarItem {
  kind: RadarKind;
  /** The connection’s name, or the subject of a certificate. */
  label: string;
  connectionId?: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** `soon`: within the days of the settings; a token within five minutes. */
  state: 'expired' | 'soon' | 'fine';
}
