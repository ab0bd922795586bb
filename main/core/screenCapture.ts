/** Whether the system keeps our window out of screenshots, and the switch for it. */
export interface ScreenCapture {
  reach: 'blocked' | 'partly-blocked' | 'not-blocked';
  block: (blocked: boolean) => void;
}
