/** Makes every input inside read-only: a reviewer reads and copies, but changes nothing. */

const TEXT = 'textarea, input:not([type="checkbox"]):not([type="radio"])';
const TICK = 'input[type="checkbox"], input[type="radio"]';
const OTHER = 'select, button';
const MARK = 'data-read-only';

function lock(node: HTMLElement): void {
  for (const text of node.querySelectorAll<HTMLInputElement>(TEXT)) {
    if (text.readOnly) continue;
    text.readOnly = true;
    text.setAttribute(MARK, '');
  }
  // A tick stays reachable, so that its list can be read to the end by keyboard.
  for (const tick of node.querySelectorAll(TICK)) tick.setAttribute('aria-disabled', 'true');
  for (const other of node.querySelectorAll<HTMLButtonElement>(OTHER)) {
    if (other.disabled) continue;
    other.disabled = true;
    other.setAttribute(MARK, '');
  }
}

function unlock(node: HTMLElement): void {
  for (const input of node.querySelectorAll<HTMLInputElement>(`[${MARK}]`)) {
    if (input.matches(TEXT)) input.readOnly = false;
    else input.disabled = false;
    input.removeAttribute(MARK);
  }
  for (const tick of node.querySelectorAll(TICK)) tick.removeAttribute('aria-disabled');
}

/** The action; what appears later inside is locked as well. */
export function readOnly(node: HTMLElement, on: boolean) {
  const watch = new MutationObserver(() => lock(node));
  // Rows that move, dates that are picked: no key inside changes anything but the place of the eye.
  const hold = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey) event.stopPropagation();
    const ticked = event.target instanceof HTMLInputElement && event.target.matches(TICK);
    if (ticked && (event.key === ' ' || event.key.startsWith('Arrow'))) event.preventDefault();
  };
  const keep = (event: MouseEvent) => {
    if (event.target instanceof HTMLInputElement && event.target.matches(TICK))
      event.preventDefault();
  };
  let locked = false;
  function set(wanted: boolean): void {
    if (wanted === locked) return;
    locked = wanted;
    if (wanted) {
      lock(node);
      watch.observe(node, { childList: true, subtree: true });
      node.addEventListener('keydown', hold, true);
      node.addEventListener('click', keep, true);
    } else {
      watch.disconnect();
      node.removeEventListener('keydown', hold, true);
      node.removeEventListener('click', keep, true);
      unlock(node);
    }
  }
  set(on);
  return { update: set, destroy: () => set(false) };
}
