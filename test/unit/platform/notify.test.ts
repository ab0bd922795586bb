import { expect, it, vi } from 'vitest';
import { notify } from '../../../main/platform/notify.ts';

const system = vi.hoisted(() => ({ has: true, shown: [] as { title: string; body: string }[] }));
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = (): boolean => system.has;
    readonly #words: { title: string; body: string };
    constructor(words: { title: string; body: string }) {
      this.#words = words;
    }
    show(): void {
      system.shown.push(this.#words);
    }
  },
}));

it('shows title and text where the system has notifications, and nothing where it has none', () => {
  notify('Meter reads', 'The certificate expires in 2 days.');
  system.has = false;
  notify('Meter reads', 'nobody sees this');
  expect(system.shown).toEqual([{ title: 'Meter reads', body: 'The certificate expires in 2 days.' }]);
});
