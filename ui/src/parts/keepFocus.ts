/**
 * A net under the keyboard: where the control that has the focus goes away and nothing else takes
 * it, the focus stays near, instead of falling back to the start of the window.
 */

const PLACES =
  'a[href], button, input, select, textarea, summary, [data-region-start], [data-page-title]';

/** What lay around the control that had the focus last, from near to far. */
let around: Element[] = [];

function remember(event: FocusEvent): void {
  around = [];
  for (let at = event.target; at instanceof HTMLElement; at = at.parentElement) around.push(at);
}

function lost(): boolean {
  return document.activeElement === document.body && around[0]?.isConnected === false;
}

function takeUp(): void {
  if (!lost()) return;
  for (const element of around.filter((one) => one.isConnected)) {
    const place = [...element.querySelectorAll<HTMLElement>(PLACES)].find(
      (one) => one.getClientRects().length > 0,
    );
    if (!place) continue;
    place.focus();
    return;
  }
}

/** Keeps the focus from now on; gives the way to stop. */
export function keepFocus(): () => void {
  // Whoever takes a control away may still give the focus to something better in the same moment.
  const observer = new MutationObserver(() => {
    if (lost()) setTimeout(takeUp, 50);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    removeEventListener('focusin', remember);
  };
}
