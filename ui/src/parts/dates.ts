/** Dates as people write them here: western, by era, in full width. */

interface Era {
  names: string[];
  first: string;
  last: string;
}

/** Each era's first and last day; a year that the era did not have is refused. */
const ERAS: readonly Era[] = [
  { names: ['令和', '令', 'r'], first: '2019-05-01', last: '9999-12-31' },
  { names: ['平成', '平', 'h'], first: '1989-01-08', last: '2019-04-30' },
  { names: ['昭和', '昭', 's'], first: '1926-12-25', last: '1989-01-07' },
  { names: ['大正', '大', 't'], first: '1912-07-30', last: '1926-12-24' },
  { names: ['明治', '明', 'm'], first: '1868-10-23', last: '1912-07-29' },
];

const ERA_DATE =
  /^(令和|平成|昭和|大正|明治|[令平昭大明rhstm])(\d{1,2}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?$/;
const WESTERN_DATE = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/;
const PACKED_DATE = /^(\d{4})(\d{2})(\d{2})$/;

/** 「R9.4.1」「令和9年4月1日」「2027/4/1」 → 「2027-04-01」; null where there is no such day. */
export function parseDate(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  const era = ERA_DATE.exec(text);
  if (era) return eraDate(era[1] ?? '', era[2] ?? '', era[3] ?? '', era[4] ?? '');
  const western = WESTERN_DATE.exec(text) ?? PACKED_DATE.exec(text);
  return western ? isoDate(Number(western[1]), Number(western[2]), Number(western[3])) : null;
}

function eraDate(name: string, year: string, month: string, day: string): string | null {
  const era = ERAS.find((era) => era.names.includes(name));
  const ordinal = year === '元' ? 1 : Number(year);
  if (!era || ordinal < 1) return null;
  const iso = isoDate(Number(era.first.slice(0, 4)) + ordinal - 1, Number(month), Number(day));
  return iso !== null && iso >= era.first && iso <= era.last ? iso : null;
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

/** The fiscal years (April to March) that a period touches. */
export function fiscalYears(start: string, end: string): number[] {
  const first = fiscalYear(start);
  const last = fiscalYear(end);
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [];
  return Array.from({ length: Math.max(0, Math.min(last - first, 60) + 1) }, (_, i) => first + i);
}

/** The fiscal year of a day: March still belongs to the year before. */
export function fiscalYear(iso: string): number {
  const [year, month] = iso.split('-').map(Number);
  return (year ?? NaN) - ((month ?? 4) < 4 ? 1 : 0);
}

/** 2027 → 「令和9」; the years before 令和 stay western. */
export function eraYear(year: number): string {
  if (year < 2019) return String(year);
  return year === 2019 ? '令和元' : `令和${year - 2018}`;
}
