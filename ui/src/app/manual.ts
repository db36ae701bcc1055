/** The manual's pages, made from assets/help at build time. */

const pages = import.meta.glob<string>('../../../assets/help/**/*.md', { import: 'default' });

/** The page that belongs to a screen, as HTML; null where there is none. */
export async function manualPage(screen: string): Promise<string | null> {
  const found = Object.entries(pages).find(([path]) => path.endsWith(`/${screen}.md`));
  return found ? found[1]() : null;
}
