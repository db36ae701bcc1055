/** The steps of writing a plan, from what the plan's kind asks. */
import type { FieldView, RequirementView } from '../../ipc';
import { isOwn } from './own';

/** One step at the left of the workspace. */
export type Step =
  | { name: string; kind: 'fields'; fields: FieldView[] }
  | { name: string; kind: 'firms' }
  | { name: string; kind: 'panel' }
  | { name: string; kind: 'requirement'; requirement: RequirementView; fields: FieldView[] };

const BASIC = [
  'addressee',
  'document_number',
  'authors',
  'department',
  'contact',
  'summary',
  'industries',
  'current_state',
  'vision',
];
/** What no requirement asks for, but belongs beside what one asks for. */
const BESIDE: { [key: string]: string[] } = { kpi: ['effect_reviews'] };
/** What a plan says of itself: set at the top of the first step. */
const FACTS = ['title', 'period', 'prefecture', 'municipalities', 'kind'];
const LAST = ['measures_wanted', 'attachments'];

/** The key of a field in an answers file: 「plan.summary」 is `summary` there. */
export function keyOf(field: FieldView): string {
  return field.key ?? field.name;
}

/** Basics, firms, each requirement in turn, the common rest, what is wanted and attached. */
export function stepsOf(requirements: RequirementView[], fields: FieldView[]): Step[] {
  const byKey = new Map(fields.flatMap((field) => (field.key ? [[field.key, field]] : [])));
  const asked = new Set(requirements.flatMap((requirement) => requirement.inputs));
  const pick = (keys: string[]) => keys.flatMap((key) => byKey.get(key) ?? []);
  const rest = [...byKey.keys()].filter(
    (key) =>
      !asked.has(key) &&
      !BASIC.includes(key) &&
      !LAST.includes(key) &&
      !Object.entries(BESIDE).some(([main, keys]) => asked.has(main) && keys.includes(key)),
  );
  const steps: Step[] = [
    { name: 'basics', kind: 'fields', fields: pick(BASIC.filter((key) => !asked.has(key))) },
    { name: 'firms', kind: 'firms' },
    ...requirements.map((requirement) => ({
      name: requirement.id,
      kind: 'requirement' as const,
      requirement,
      fields: pick(requirement.inputs.flatMap((key) => [key, ...(BESIDE[key] ?? [])])),
    })),
    { name: 'work', kind: 'fields', fields: pick(rest) },
    { name: 'support', kind: 'fields', fields: pick(LAST) },
    { name: 'progress', kind: 'panel' },
    { name: 'review', kind: 'panel' },
  ];
  return steps.filter((step) => step.kind !== 'fields' || step.fields.length > 0);
}

/** The step where a place of the answers is asked. */
export function stepOfField(steps: Step[], path: string): Step | undefined {
  const plain = path.replace(/^plan\./, '');
  if (isFact(plain)) return steps.find((step) => step.name === 'basics');
  // A field that an overlay adds is a step of the path further down.
  const key = isOwn(plain) ? plain : (plain.split(/[.[]/)[0] ?? '');
  if (key === 'selected_firms') {
    return steps.find((step) => step.kind === 'firms');
  }
  return steps.find((step) => 'fields' in step && step.fields.some((f) => keyOf(f) === key));
}

/** Whether a place is one of the plan's own data, `title` or `period.start`. */
export function isFact(key: string): boolean {
  return FACTS.includes(key.split(/[.[]/)[0] ?? '');
}
