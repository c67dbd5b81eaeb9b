import { readFileSync } from 'node:fs';

/** The text of a file in the package's folder `data`. The sources and the build are both one folder below the package. */
export function dataFile(path: string): string {
  return readFileSync(new URL(`../data/${path}`, import.meta.url), 'utf8');
}

/** The sections of a data file, by the heading before each: a line such as `== plain nouns`. */
export function dataSections(path: string): ReadonlyMap<string, string> {
  const [, ...sections] = dataFile(path).split(/^== /m);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end + 1)];
    }),
  );
}

/** The words in a text, without lines that begin with `--`: they are comments. */
export function wordsIn(text = ''): ReadonlySet<string> {
  return new Set(text.replaceAll(/^--.*$/gm, '').match(/\S+/g));
}
