/** A part of the built local adapters that their package doesn't export. */
export async function builtPart<T>(path: string): Promise<T> {
  return (await import(new URL(`../../packages/adapters-local/dist/${path}.js`, import.meta.url).href)) as T;
}
