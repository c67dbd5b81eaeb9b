/** The code of the language whose models come with the packages. */
export const ENGLISH = 'en';

const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/**
 * The ISO 639-1 code of a language, such as `es` for `es-MX`, `ES` and `spa`. `undefined` for what names no language, or
 * one that has no such code.
 */
export function languageCode(tag: string): string | undefined {
  try {
    const { language = '' } = new Intl.Locale(tag.replaceAll('_', '-'));
    return /^[a-z]{2}$/.test(language) && NAMES.of(language) !== undefined ? language : undefined;
  } catch {
    return undefined;
  }
}

/** A language's name for people, such as `Spanish`. */
export function languageName(code: string): string {
  return NAMES.of(code) ?? code;
}

/** Its name and its code, such as `Spanish (es)`. */
export function languageLabel(code: string): string {
  return `${languageName(code)} (${code})`;
}
