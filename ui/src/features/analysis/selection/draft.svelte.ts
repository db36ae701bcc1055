/** Criteria under the pen: as they are typed, as the core reads them, and what can't be read. */
import type { Criteria, NamedFirm, RankFilter } from '../../../ipc';
import { parseNumber } from '../../../parts/amounts';
import { t } from '../../../parts/text.svelte';
import { shownPercent, typedPercent } from '../figures';

const NO_FILTER: RankFilter = { municipalities: [], industries: [], sizes: [] };

/** A firm with why it stays out. */
export interface Exclusion {
  id: string;
  name: string;
  reason: string;
}

/** A quota with its bounds as they are typed. */
export interface TypedQuota {
  industry: string;
  atLeast: string;
  atMost: string;
}

export class CriteriaDraft {
  by = $state('rank_sum');
  weightConnector = $state('1');
  weightHub = $state('1');
  connector = $state('');
  hub = $state('');
  either = $state(true);
  most = $state('');
  quotas = $state<TypedQuota[]>([]);
  mustHave = $state<{ id: string; name: string }[]>([]);
  excluded = $state<Exclusion[]>([]);
  filter = $state<RankFilter>({ ...NO_FILTER });
  growthFrom = $state('');
  exportFrom = $state('');
  employeesFrom = $state('');
  #saved = $state('');

  /** Takes the ledger's criteria under the pen. */
  load(criteria: Criteria, named: NamedFirm[]): void {
    const name = (id: string): string => named.find((firm) => firm.id === id)?.name ?? id;
    this.by = criteria.by ?? 'connector';
    this.weightConnector = String(criteria.weights?.connector ?? 1);
    this.weightHub = String(criteria.weights?.hub ?? 1);
    this.connector = shownPercent(criteria.thresholds.connector);
    this.hub = shownPercent(criteria.thresholds.hub);
    this.either = criteria.either;
    this.most = criteria.most === undefined ? '' : String(criteria.most);
    this.quotas = criteria.quotas.map((quota) => ({
      industry: quota.industry,
      atLeast: String(quota.at_least ?? ''),
      atMost: String(quota.at_most ?? ''),
    }));
    this.mustHave = criteria.must_have.map((id) => ({ id, name: name(id) }));
    this.excluded = criteria.excluded.map(({ firm, reason }) => ({
      id: firm,
      name: name(firm),
      reason,
    }));
    this.filter = { ...NO_FILTER, ...criteria.filter };
    this.growthFrom = shownPercent(criteria.filter.growth_from);
    this.exportFrom = shownPercent(criteria.filter.export_share_from);
    this.employeesFrom = String(criteria.filter.employees_from ?? '');
    this.#saved = JSON.stringify(this.criteria);
  }

  /** What can't be read, by the id of its box. */
  get problems(): Record<string, string> {
    const found: Record<string, string> = {};
    const percents = {
      connector: this.connector,
      hub: this.hub,
      growth: this.growthFrom,
      export: this.exportFrom,
    };
    for (const [id, typed] of Object.entries(percents)) {
      if (typedPercent(typed) === null) found[id] = t('ui.choose.wrong.percent');
    }
    const counts: Record<string, string> = { most: this.most, employees: this.employeesFrom };
    this.quotas.forEach((quota, row) => {
      counts[`quota-${row}-at-least`] = quota.atLeast;
      counts[`quota-${row}-at-most`] = quota.atMost;
    });
    if (this.by === 'weighted') {
      counts['weight-connector'] = this.weightConnector || 'x';
      counts['weight-hub'] = this.weightHub || 'x';
    }
    for (const [id, typed] of Object.entries(counts)) {
      if (count(typed) === null) found[id] = t('ui.choose.wrong.count');
    }
    this.excluded.forEach((firm, row) => {
      if (!firm.reason.trim()) found[`excluded-${row}`] = t('ui.choose.wrong.reason');
    });
    return found;
  }

  /** The criteria as the core reads them; null while something can't be read. */
  get criteria(): Criteria | null {
    return Object.keys(this.problems).length > 0 ? null : this.read();
  }

  /** The criteria without what can't be read. */
  read(): Criteria {
    const most = count(this.most);
    return {
      by: this.by,
      ...(this.by === 'weighted'
        ? {
            weights: {
              connector: count(this.weightConnector) ?? 0,
              hub: count(this.weightHub) ?? 0,
            },
          }
        : {}),
      filter: this.#filter(),
      thresholds: {
        ...given('connector', typedPercent(this.connector)),
        ...given('hub', typedPercent(this.hub)),
      },
      either: this.either,
      ...given('most', most),
      quotas: this.quotas.map((quota) => ({
        industry: quota.industry,
        ...given('at_least', count(quota.atLeast)),
        ...given('at_most', count(quota.atMost)),
      })),
      must_have: this.mustHave.map((firm) => firm.id),
      excluded: this.excluded.map(({ id, reason }) => ({ firm: id, reason: reason.trim() })),
    };
  }

  /** The criteria for a question: what is taken back is said, too. */
  get question(): Record<string, unknown> | null {
    const criteria = this.criteria;
    return criteria && { weights: null, most: null, ...criteria };
  }

  /** Whether something differs from what is in the ledger. */
  get changed(): boolean {
    return JSON.stringify(this.criteria) !== this.#saved;
  }

  #filter(): RankFilter {
    const { search, growth_from, export_share_from, employees_from, ...rest } = this.filter;
    void [growth_from, export_share_from, employees_from];
    return {
      ...rest,
      ...(search?.trim() ? { search: search.trim() } : {}),
      ...given('growth_from', typedPercent(this.growthFrom)),
      ...given('export_share_from', typedPercent(this.exportFrom)),
      ...given('employees_from', count(this.employeesFrom)),
    };
  }
}

/** A typed whole number; undefined where nothing is asked, null where it is none. */
function count(typed: string): number | null | undefined {
  if (typed.trim() === '') return undefined;
  const number = parseNumber(typed, true);
  return number === null || number < 0 ? null : number;
}

function given<K extends string, V>(key: K, value: V | null | undefined): Partial<Record<K, V>> {
  return value === undefined || value === null ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}
