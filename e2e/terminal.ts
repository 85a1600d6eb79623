import { expect, type Locator } from '@playwright/test';
import type { Driver } from './driver.ts';

/** The terminal as a person uses it. */
export class Terminal {
  readonly driver: Driver;
  readonly panel: Locator;
  readonly input: Locator;
  readonly log: Locator;

  constructor(driver: Driver) {
    this.driver = driver;
    this.panel = driver.page.getByRole('region', { name: 'Terminal', exact: true });
    this.input = this.panel.getByRole('textbox', { name: /^(Command|Input for)/ });
    this.log = this.panel.getByRole('log');
  }

  /** Opens it by its key. */
  async open(): Promise<void> {
    await this.driver.page.keyboard.press('`');
    await expect(this.input).toBeFocused();
  }

  /** Types a line, or several, and runs it. What it waits for has not come yet. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
    await this.driver.idle();
  }

  async expectState(state: 'idle' | 'running' | 'input' | 'edit'): Promise<void> {
    await expect(this.panel).toHaveAttribute('data-state', state);
  }

  /** Runs a line to its end, on a clock that runs if the line waits, and gives what it printed. */
  async run(text: string): Promise<string> {
    await this.type(text);
    if ((await this.panel.getAttribute('data-state')) === 'running') await this.driver.runUntil(() => this.expectState('idle'));
    return this.output();
  }

  /** What was printed since the last typed line. */
  async output(): Promise<string> {
    return this.log.evaluate((log) => {
      const lines = [...log.querySelectorAll('[data-line]')];
      const last = lines.findLastIndex((line) => line.getAttribute('data-line') === 'command');
      return lines
        .slice(last + 1)
        .map((line) => line.textContent?.replace(/^\n$/, ''))
        .join('\n');
    });
  }
}
