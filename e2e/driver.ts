import { expect, type Locator, type Page } from '@playwright/test';

/** What the terminal's log tells below the line that equals the last button or Apply. */
function afterLastGesture(log: Element): string {
  const lines = [...log.querySelectorAll('[data-line]')];
  const last = lines.findLastIndex((line) => line.getAttribute('data-line') === 'page');
  return lines
    .slice(last + 1)
    .map((line) => line.textContent?.trim())
    .join('\n');
}

const exactly = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** A person at the page, in the domain's verbs. Everything waits on states of the page, nothing on time. */
export class Driver {
  readonly page: Page;
  readonly root: Locator;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('html');
    this.panel = page.getByRole('region', { name: /^(Status of the Deployment|Deployment 的状态)$/ });
  }

  async open(address = './'): Promise<void> {
    await this.page.goto(address);
    await this.idle();
  }

  /** The worker has answered everything that was asked. */
  async idle(): Promise<void> {
    await expect(this.root).toHaveAttribute('data-busy', 'false');
  }

  async now(): Promise<number> {
    return Number(await this.root.getAttribute('data-now'));
  }

  async scenario(id: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Scenarios' }).click();
    await this.page.locator(`[data-scenario="${id}"]`).click();
    await this.idle();
  }

  async tab(name: 'Status' | 'Events' | 'Pods' | 'History' | 'Object'): Promise<void> {
    await this.panel.getByRole('tab', { name, exact: true }).click();
    // What a tab shows comes to the browser when the tab is opened first.
    await expect(this.panel.getByRole('tabpanel', { name }).locator('> *').first()).toBeAttached();
  }

  /** Lets the clock run as fast as it goes until the page shows what `reached` expects, then stops it. */
  async runUntil(reached: () => Promise<void>): Promise<void> {
    await this.speed(100);
    await this.transport().getByRole('button', { name: 'Play', exact: true }).click();
    await reached();
    await this.stop();
  }

  async stop(): Promise<void> {
    await this.transport().getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(this.root).toHaveAttribute('data-playing', 'false');
  }

  transport(): Locator {
    return this.page.getByRole('toolbar', { name: 'Playback' });
  }

  async speed(factor: number): Promise<void> {
    const slider = this.page.getByRole('slider', { name: 'Speed' });
    await slider.focus();
    await this.page.keyboard.press(factor >= 100 ? 'End' : 'Home');
  }

  /** The line of `kubectl rollout status`. */
  rolloutStatus(): Locator {
    return this.panel.getByTestId('rollout-status');
  }

  async runUntilComplete(name: string): Promise<void> {
    await this.tab('Status');
    await this.runUntil(() => expect(this.rolloutStatus()).toHaveText(`deployment "${name}" successfully rolled out`));
  }

  action(name: string): Locator {
    return this.page.locator(`[data-action="${name}"]`);
  }

  dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Presses the button that ends the open dialog and waits until kubectl has done it. */
  async confirm(name: string): Promise<void> {
    await this.dialog().getByRole('button', { name, exact: true }).click();
    await expect(this.dialog()).toHaveCount(0);
    await this.idle();
  }

  async setImage(image: string): Promise<void> {
    await this.action('setImage').click();
    await this.dialog().getByRole('combobox').fill(image);
    await this.confirm('Set image');
  }

  async scale(replicas: number): Promise<void> {
    await this.action('scale').click();
    await this.dialog().getByRole('textbox').fill(String(replicas));
    await this.confirm('Scale');
  }

  async undo(toRevision?: number): Promise<void> {
    await this.action('undo').click();
    if (toRevision !== undefined)
      await this.dialog()
        .getByRole('radio', { name: new RegExp(`^revision ${toRevision}\\b`) })
        .check();
    await this.confirm('Undo');
  }

  async press(action: 'pause' | 'restart'): Promise<void> {
    await this.action(action).click();
    await this.idle();
  }

  async delete(): Promise<void> {
    await this.action('delete').click();
    await this.confirm('Delete');
  }

  async undoMyLastAction(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo my last action' }).click();
    await this.idle();
  }

  /** What the last button or Apply printed. */
  async expectOutput(text: string | RegExp): Promise<void> {
    const toggle = this.page.locator('[data-terminal-toggle]');
    await toggle.click();
    const log = this.page.getByRole('region', { name: 'Terminal', exact: true }).getByRole('log');
    await expect.poll(() => log.evaluate(afterLastGesture)).toMatch(text instanceof RegExp ? text : exactly(text));
    await toggle.click();
  }

  editor(): Locator {
    return this.page.locator('.cm-content');
  }

  /** Types over the whole manifest. */
  async write(text: string): Promise<void> {
    await this.editor().fill(text);
  }

  async manifest(): Promise<string> {
    return (await this.editor().locator('.cm-line').allInnerTexts()).map((line) => (line === '\n' ? '' : line)).join('\n');
  }

  async apply(): Promise<void> {
    await this.page.getByRole('button', { name: /^Apply/ }).click();
    await this.idle();
  }

  /** `NAME DESIRED CURRENT READY` of each ReplicaSet, sorted by name as kubectl lists them. */
  async replicaSets(): Promise<string[]> {
    await this.tab('Pods');
    const texts = await this.panel
      .locator('[data-replicaset]')
      .evaluateAll((all) =>
        all.map((row) =>
          [row.getAttribute('data-replicaset'), ...[...row.querySelectorAll('td')].slice(0, 3).map((cell) => cell.textContent)].join(' '),
        ),
      );
    return texts.sort();
  }

  /** `READY STATUS RESTARTS` of each pod. */
  async pods(): Promise<string[]> {
    await this.tab('Pods');
    return this.panel.locator('[data-pod]').evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll('td')]
          .slice(0, 3)
          .map((cell) => cell.textContent)
          .join(' '),
      ),
    );
  }

  async expectEvent(message: string): Promise<void> {
    await this.tab('Events');
    await expect(this.panel.getByText(message, { exact: true }).first()).toBeVisible();
  }

  async expectCondition(type: string, status: string, reason: string): Promise<void> {
    await this.tab('Status');
    const condition = this.panel.locator(`[data-condition="${type}"]`);
    await expect(condition).toHaveAttribute('data-status', status);
    await expect(condition).toContainText(reason);
  }
}
