const PLACEHOLDER = /\{(\w+)\}/g;

/** The names between the braces of a text. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** The text with what the names stand for. What has no value stays away. */
export function filledIn(template: string, textOf: (name: string) => string): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => textOf(name));
}
