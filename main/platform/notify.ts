import { Notification } from 'electron';

/** A notification of the system, where it has them. It may stay in a history that others see, so nothing secret goes in. */
export function notify(title: string, text: string): void {
  if (Notification.isSupported()) new Notification({ title, body: text }).show();
}
