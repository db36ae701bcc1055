/** Days as people say them: 「あと3日」「今日」「2日過ぎています」. */
import { t } from '../../../parts/text.svelte';

/** The local day now, as an ISO date. */
export function today(now = new Date()): string {
  const part = (number: number, width = 2) => String(number).padStart(width, '0');
  return `${part(now.getFullYear(), 4)}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}

/** How far away a day is, in words. */
export function daysAway(days: number): string {
  if (days === 0) return t('ui.days.today');
  return days > 0 ? t('ui.days.left', { days }) : t('ui.days.over', { days: -days });
}
