/** What stands beside a plan's answers: its attachments, review points, and who looks at it. */
import { getContext, setContext } from 'svelte';

import { call, type AttachmentView, type PointView } from '../../../ipc';

const KEY = Symbol('beside');
const REVIEWING = 'shirube.reviewing';

/** Whether the window shows plans as the receiving office reads them. */
let reviewing = $state(sessionStorage.getItem(REVIEWING) === 'yes');

export const mode = {
  get reviewing(): boolean {
    return reviewing;
  },
};

/** Changes who looks: the applicant, or the receiving office. */
export function review(on: boolean): void {
  reviewing = on;
  sessionStorage.setItem(REVIEWING, on ? 'yes' : 'no');
}

/** One plan's attachments and points. */
export class Beside {
  attachments = $state<AttachmentView[]>([]);
  bytes = $state(0);
  points = $state<PointView[]>([]);

  readonly plan: string;

  constructor(plan: string) {
    this.plan = plan;
  }

  /** Asks the core again. A plan that is gone is the workspace's to report. */
  async load(): Promise<void> {
    const [files, points] = await Promise.all([
      call('plans_attachments', { id: this.plan }),
      call('plans_points', { id: this.plan, open: false }),
    ]);
    this.attachments = files.attachments;
    this.bytes = files.bytes;
    this.points = points.points;
  }

  /** The attachments of a requirement; of none, those of the plan as a whole. */
  evidence(requirement: string | null): AttachmentView[] {
    return this.attachments.filter((one) => one.requirement === requirement);
  }

  /** The points at a field: its own, and those of its rows and parts. */
  pointsAt(key: string): PointView[] {
    return this.points.filter((point) => {
      const at = point.field.replace(/^plan\./, '');
      return at === key || at.startsWith(`${key}[`) || at.startsWith(`${key}.`);
    });
  }

  /** The points of a requirement as a whole. */
  pointsOf(requirement: string): PointView[] {
    return this.points.filter((point) => point.requirement === requirement && point.field === '');
  }
}

/** Makes what stands beside a plan known to everything inside its workspace. */
export function shareBeside(plan: string): Beside {
  return setContext(KEY, new Beside(plan));
}

/** What stands beside the plan of this workspace. */
export function beside(): Beside {
  return getContext(KEY);
}
