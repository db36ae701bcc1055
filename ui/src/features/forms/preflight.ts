/** 提出前点検 of one plan: what was found, by how grave it is, each under a name of its own. */
import type { Preflight, RemarkView } from '../../ipc';

/** From the gravest to what is only worth knowing. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A finding with a name by which one finds back to it. */
export interface Named {
  key: string;
  remark: RemarkView;
}

/** The findings by severity, each named by its code, its field and its number among such. */
export function grouped(preflight: Preflight): Record<Severity, Named[]> {
  const groups: Record<Severity, Named[]> = { error: [], warning: [], note: [] };
  const seen = new Map<string, number>();
  for (const remark of preflight.findings) {
    const name = `${remark.code}@${remark.field}`;
    const number = seen.get(name) ?? 0;
    seen.set(name, number + 1);
    const severity = SEVERITIES.find((one) => one === remark.severity) ?? 'note';
    groups[severity].push({ key: number > 0 ? `${name}@${number}` : name, remark });
  }
  return groups;
}

/** How a severity is shown beside its word. */
export const LOOKS = {
  error: { icon: 'error', colour: 'text-error-2' },
  warning: { icon: 'warning', colour: 'text-warning-orange-2' },
  note: { icon: 'info', colour: 'text-blue-900' },
} as const;
