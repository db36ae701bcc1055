/** The filters that are set, each with the way to take it away. */
import { codeEntry } from '../../parts/codes.svelte';
import { t } from '../../parts/text.svelte';
import { isWrong, RANGE_NAMES, type Narrow } from './filters';

/** A filter that is set. */
export interface Chip {
  key: string;
  label: string;
  remove: () => void;
}

type ListName = 'municipalities' | 'industries' | 'sizes' | 'quadrants';

/** All filters that are set, in the order of the form; removing changes `narrow`. */
export function chipsOf(narrow: Narrow): Chip[] {
  const found: Chip[] = [];
  const search = narrow.search.trim();
  if (search) {
    const remove = () => (narrow.search = '');
    found.push({ key: 'search', label: t('ui.chip.search', { text: search }), remove });
  }
  const list = (name: ListName, say: (code: string) => string): void => {
    for (const code of narrow[name]) {
      const remove = () => {
        const left = (narrow[name] as string[]).filter((other) => other !== code);
        (narrow[name] as string[]) = left;
      };
      found.push({ key: `${name} ${code}`, label: say(code), remove });
    }
  };
  list('municipalities', (code) => codeEntry('municipality', code)?.name ?? code);
  list('industries', (code) => codeEntry('industry', code)?.name ?? code);
  list('sizes', (code) => t(`size.${code}`));
  list('quadrants', (code) => t(`quadrant.${code}`));
  for (const name of RANGE_NAMES) {
    const { from, to } = narrow.ranges[name];
    const [low, high] = [from, to].map((end) => (isWrong(name, end) ? '' : end.trim()));
    if (!low && !high) continue;
    const label = t(`ui.chip.${low ? (high ? 'between' : 'from') : 'to'}`, {
      what: t(`ui.range.name.${name}`),
      from: low ?? '',
      to: high ?? '',
    });
    found.push({ key: name, label, remove: () => (narrow.ranges[name] = { from: '', to: '' }) });
  }
  return found;
}
