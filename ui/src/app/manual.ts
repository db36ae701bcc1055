/** The manual's pages, made from assets/help at build time. */

const pages = import.meta.glob<string>('../../../assets/help/**/*.md', { import: 'default' });

/** The page of each screen, and of a step of a plan; what is not named here has the first page. */
const PAGE_OF: Record<string, string> = {
  plans: 'plans',
  plan: 'plans',
  'plan/A-3': 'kpi',
  'plan/B-3': 'kpi',
  'plan/B-4': 'kpi',
  'plan/C-2': 'kpi',
  'plan/work': 'kpi',
  'plan/progress': 'progress',
  'plan/review': 'review',
  'plan/print': 'review',
  firms: 'firms',
  import: 'import',
  analysis: 'hubs',
  forms: 'forms',
  'forms/check': 'preflight',
  'forms/templates': 'templates',
  review: 'review',
  overlays: 'overlays',
  settings: 'undo-backup',
};

/** The page that belongs to a screen, as HTML; null where there is none. */
export async function manualPage(screen: string): Promise<string | null> {
  const page = PAGE_OF[screen] ?? PAGE_OF[screen.split('/')[0] ?? ''] ?? 'index';
  const found = Object.entries(pages).find(([path]) => path.endsWith(`/${page}.md`));
  return found ? found[1]() : null;
}
