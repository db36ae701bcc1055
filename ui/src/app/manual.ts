/** The manual's pages, made from assets/help at build time. */

const pages = import.meta.glob<string>('../../../assets/help/**/*.md', { import: 'default' });

/** The page of each screen; a screen that is not named here has the first page. */
const PAGE_OF: Record<string, string> = {
  plans: 'plans',
  plan: 'plans',
  progress: 'progress',
  firms: 'firms',
  import: 'import',
  forms: 'forms',
  settings: 'undo-backup',
};

/** The page that belongs to a screen, as HTML; null where there is none. */
export async function manualPage(screen: string): Promise<string | null> {
  const found = Object.entries(pages).find(([path]) =>
    path.endsWith(`/${PAGE_OF[screen] ?? 'index'}.md`),
  );
  return found ? found[1]() : null;
}
