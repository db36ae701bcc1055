import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';

/** How many Tabs a person is asked to press at most to come from one thing to the next. */
const PATIENCE = 20;

/** Whether the element, or something in it, has the focus. */
const focused = (element: Element) => element.contains(document.activeElement);

/** What has the focus, in a few words: for a message, and to see where it was lost. */
function nameOfFocus(): string {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  const words = element.getAttribute('aria-label') ?? element.textContent ?? '';
  return `${element.tagName.toLowerCase()}#${element.id} ${words.trim().slice(0, 40)}`.trim();
}

/** A person at the keyboard: no mouse, nothing focused or filled by script. */
export class Keyboard {
  readonly #window: Page;
  #before = '';
  #session: CDPSession | undefined;

  constructor(window: Page) {
    this.#window = window;
  }

  /** Any pointer that comes down in the window is reported by `pointers`. */
  async guard(): Promise<void> {
    await this.#window.evaluate(() => {
      const counted = window as unknown as { pointers: number };
      counted.pointers = 0;
      document.addEventListener('pointerdown', () => (counted.pointers += 1), true);
    });
  }

  /** How often a pointer came down since the guard was set. */
  pointers(): Promise<number> {
    return this.#window.evaluate(() => (window as unknown as { pointers: number }).pointers);
  }

  press(key: string): Promise<void> {
    return this.#window.keyboard.press(key);
  }

  /** Tabs until something has the focus, in the direction in which it lies. */
  async reach(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    await this.#checkFocus(target);
    for (let tabs = 0; tabs <= PATIENCE; tabs += 1) {
      if (await target.evaluate(focused)) return;
      const behind = await target.evaluate((element) => {
        const here = document.activeElement ?? document.body;
        return (here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
      });
      await this.press(behind ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`${target}: not reached by ${PATIENCE} Tabs; now at "${await this.#where()}"`);
  }

  /** Goes to another box or table of the step by the program's own key. */
  async leap(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    const behind = await target.evaluate(
      (element) =>
        ((document.activeElement ?? document.body).compareDocumentPosition(element) &
          Node.DOCUMENT_POSITION_PRECEDING) !==
        0,
    );
    for (let leaps = 0; leaps < PATIENCE; leaps += 1) {
      const there = await target.evaluate(
        (element) => element.closest('[data-stop]')?.contains(document.activeElement) ?? false,
      );
      if (there) return;
      await this.press(behind ? 'Control+PageUp' : 'Control+PageDown');
    }
    throw new Error(`${target}: not reached by leaps; now at "${await this.#where()}"`);
  }

  /** Reaches a button or link and presses Enter. */
  async push(target: Locator): Promise<void> {
    await this.reach(target);
    await this.press('Enter');
  }

  /**
   * Writes a text into a box. The text comes in one piece, as an input method commits it: key by
   * key there are no Japanese letters, and 30,000 of them would take minutes.
   */
  async type(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.press('Control+a');
    if (text === '') await this.press('Delete');
    else await this.#window.keyboard.insertText(text);
    await this.#checkFocus(target);
  }

  /**
   * Writes a text as an input method does: it is composed, Ctrl+Enter and Esc in the middle of the
   * conversion are not the program's, and Enter ends it.
   */
  async compose(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    const session = (this.#session ??= await this.#window.context().newCDPSession(this.#window));
    const caret = { selectionStart: text.length, selectionEnd: text.length };
    const raw = { type: 'rawKeyDown' as const, windowsVirtualKeyCode: 229 };
    await session.send('Input.imeSetComposition', { text, ...caret });
    await session.send('Input.dispatchKeyEvent', { ...raw, key: 'Escape', code: 'Escape' });
    await session.send('Input.dispatchKeyEvent', {
      ...raw,
      key: 'Enter',
      code: 'Enter',
      modifiers: 2,
    });
    await session.send('Input.dispatchKeyEvent', { ...raw, key: 'Enter', code: 'Enter' });
    await session.send('Input.insertText', { text });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter' });
    await expect(target).toHaveValue(text);
    expect(await target.evaluate(focused), 'the conversion moves nothing').toBe(true);
  }

  /** Chooses an entry of a select by the arrows. */
  async choose(select: Locator, value: string): Promise<void> {
    await this.reach(select);
    const steps = await select.evaluate((element, wanted) => {
      const box = element as HTMLSelectElement;
      return [...box.options].findIndex((option) => option.value === wanted) - box.selectedIndex;
    }, value);
    for (let step = 0; step < Math.abs(steps); step += 1) {
      await this.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    }
    await expect(select).toHaveValue(value);
    await this.#checkFocus(select);
  }

  /** Chooses one of a group of radio buttons: in by Tab, then by the arrows. */
  async pick(radio: Locator): Promise<void> {
    const name = await radio.getAttribute('name');
    const group = this.#window.locator(`input[type="radio"][name="${name}"]`);
    const count = await group.count();
    await this.#reachAny(group);
    if (!(await radio.isChecked())) await this.press('Space');
    for (let press = 0; press < count && !(await radio.isChecked()); press += 1) {
      await this.press('ArrowDown');
    }
    await expect(radio).toBeChecked();
  }

  async check(box: Locator): Promise<void> {
    await this.reach(box);
    if (!(await box.isChecked())) await this.press('Space');
    await expect(box).toBeChecked();
  }

  /** Searches in a combobox and takes the entry that a text stands in. */
  async search(box: Locator, text: string, wanted: string | RegExp): Promise<void> {
    await this.type(box, text);
    const list = this.#window.locator(`[id="${await box.getAttribute('aria-controls')}"]`);
    const option = list.getByRole('option').filter({ hasText: wanted }).first();
    await expect(option, `${text} finds ${wanted}`).toBeVisible();
    const id = await option.getAttribute('id');
    for (let press = 0; press < PATIENCE; press += 1) {
      if ((await box.getAttribute('aria-activedescendant')) === id) break;
      await this.press('ArrowDown');
    }
    await expect(box).toHaveAttribute('aria-activedescendant', id ?? '');
    await this.press('Enter');
  }

  /** Waits until the focus is somewhere: the program took it there. */
  async expectAt(target: Locator): Promise<void> {
    await expect
      .poll(() => target.evaluate(focused), { message: `${target}`, intervals: [20, 50, 100] })
      .toBe(true);
  }

  async #reachAny(group: Locator): Promise<void> {
    const has = () => group.evaluateAll((all) => all.includes(document.activeElement as Element));
    for (let tabs = 0; tabs <= PATIENCE && !(await has()); tabs += 1) await this.press('Tab');
    expect(await has(), `${group}`).toBe(true);
  }

  /** Fails where the focus fell to the ground: a person would not know where they are. */
  async #checkFocus(target: Locator): Promise<void> {
    const now = await this.#where();
    if (!now && this.#before) {
      throw new Error(`the focus was lost after "${this.#before}", on the way to ${target}`);
    }
    if (now) this.#before = now;
  }

  #where(): Promise<string> {
    return this.#window.evaluate(nameOfFocus);
  }
}
