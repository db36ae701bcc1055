/** The plans of a prefecture: what an analysis of it can be put into. */
import { call, type PlanShown } from '../../ipc';

/** All plans that are not put away and lie in the prefecture, with their answers. */
export async function plansOf(prefecture: string): Promise<PlanShown[]> {
  const { plans } = await call('plans_list', { archived: false });
  const shown = await Promise.all(
    plans.filter((plan) => plan.problem === null).map(({ id }) => call('plans_show', { id })),
  );
  return shown.filter(({ plan }) => plan.prefectures.includes(prefecture));
}
