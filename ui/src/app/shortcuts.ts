/** The keys that work everywhere. */
import { isComposing, isTextPlace } from '../parts/keys';
import { hop } from '../parts/regions';
import { go } from '../parts/route.svelte';
import { step } from '../parts/session.svelte';
import { SCREENS } from './screens';

/** What the frame itself opens. */
export interface FrameActions {
  find: () => void;
  help: () => void;
}

/** The box in which something was typed since it has the focus: its own undo comes first. */
let typedIn: EventTarget | null = null;
addEventListener('input', (event) => (typedIn = event.target), true);
addEventListener('focusin', () => (typedIn = null), true);

function hasTyped(target: EventTarget | null): boolean {
  return isTextPlace(target) && target === typedIn;
}

/** Handles a key pressed anywhere in the window, unless an input method is composing. */
export function handleKey(event: KeyboardEvent, actions: FrameActions): void {
  if (isComposing(event) || event.defaultPrevented) return;
  const run = actionOf(event, actions);
  if (!run) return;
  event.preventDefault();
  run();
}

function actionOf(event: KeyboardEvent, actions: FrameActions): (() => void) | null {
  if (event.key === 'F1') return actions.help;
  if (event.key === 'F6' && !document.querySelector('dialog[open]')) {
    return () => hop(event.shiftKey ? -1 : 1);
  }
  if (!event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'k') return actions.find;
  const screen = SCREENS[Number(key) - 1];
  if (screen) return () => void go(screen.name);
  if (hasTyped(event.target) || document.querySelector('dialog[open]')) return null;
  if (key === 'z' && !event.shiftKey) return () => void step('undo');
  if (key === 'y' || (key === 'z' && event.shiftKey)) return () => void step('redo');
  return null;
}
