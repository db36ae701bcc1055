/** The entries of the rail, in their order; Ctrl+1 is the first. */
import type { IconName } from '../parts/Icon.svelte';

/** A place that the rail leads to. */
export interface Screen {
  name: string;
  icon: IconName;
}

export const SCREENS: readonly Screen[] = [
  { name: 'home', icon: 'home' },
  { name: 'plans', icon: 'plan' },
  { name: 'firms', icon: 'firms' },
  { name: 'analysis', icon: 'plot' },
  { name: 'forms', icon: 'forms' },
  { name: 'settings', icon: 'settings' },
];
