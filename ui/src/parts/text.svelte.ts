/** Every sentence of the interface, from the one catalogue under assets/text. */

type Sentences = Record<string, string>;

const files = import.meta.glob<Sentences>('../../../assets/text/*/*.json', {
  eager: true,
  import: 'default',
});

/** The languages that the catalogue holds. */
export type Language = 'ja' | 'en';
export const LANGUAGES: readonly Language[] = ['ja', 'en'];

const catalogue: Record<Language, Sentences> = { ja: {}, en: {} };
for (const [path, sentences] of Object.entries(files)) {
  const language = path.split('/').at(-2) as Language;
  Object.assign(catalogue[language] ?? {}, sentences);
}

const STORED = 'shirube.language';
let language = $state<Language>(localStorage.getItem(STORED) === 'en' ? 'en' : 'ja');

/** The language that the window speaks now. */
export function currentLanguage(): Language {
  return language;
}

/** Changes the language of everything at once, and remembers it. */
export function speak(chosen: Language): void {
  language = chosen;
  localStorage.setItem(STORED, chosen);
  document.documentElement.lang = chosen;
}

/** The sentence of a key in the current language, its places filled. */
export function t(key: string, params: Record<string, string | number> = {}): string {
  const template = catalogue[language][key] ?? catalogue.ja[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** Whether the catalogue knows a key: for codes that may be newer than the texts. */
export function hasText(key: string): boolean {
  return key in catalogue.ja;
}
