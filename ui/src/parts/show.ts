/** How numbers, dates and times are written for people. */
import { currentLanguage } from './text.svelte';

/** 1234567 → 「1,234,567」. */
export function showNumber(value: number | string): string {
  const number = typeof value === 'number' ? value : Number(value);
  return Number.isFinite(number) ? number.toLocaleString('ja-JP') : String(value);
}

/** A file's size in the unit that fits: 「1.2 MB」. */
export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${Math.ceil(kilobytes)} KB`;
  return `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** A moment as the time of day, today, or as date and time before that. */
export function showMoment(moment: string | Date, now = new Date()): string {
  const at = typeof moment === 'string' ? new Date(moment) : moment;
  if (Number.isNaN(at.getTime())) return String(moment);
  const sameDay = at.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(currentLanguage(), {
    ...(sameDay ? {} : { year: 'numeric', month: 'numeric', day: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}

/** An ISO date in the words of the country: 「令和9年4月1日」, or the long form in English. */
export function showDate(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  if (!year || !month || !day) return iso;
  const date = new Date(year, month - 1, day);
  const language = currentLanguage() === 'ja' ? 'ja-JP-u-ca-japanese' : 'en-GB';
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date);
}
