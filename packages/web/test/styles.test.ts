import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PAGE = join(import.meta.dirname, '../page');

/** The classes by which the rules of a stylesheet begin. */
function firstClasses(css: string): Set<string> {
  const rules = css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g);
  const selectors = [...rules].flatMap(([, selector = '']) => selector.split(','));
  return new Set(selectors.flatMap((selector) => /^\s*(\.[\w-]+)/.exec(selector)?.[1] ?? []));
}

it('styles of one page leave the others alone: no class begins rules of two stylesheets', () => {
  // The styles of a page stay when somebody goes to another one.
  const files = globSync('**/*.css', { cwd: PAGE });
  const owners = files.flatMap((file) =>
    [...firstClasses(readFileSync(join(PAGE, file), 'utf8'))].map((name) => ({ file, name })),
  );
  const shared = owners.filter(({ name, file }) => owners.some((other) => other.name === name && other.file !== file));
  expect(files.length).toBeGreaterThan(3);
  expect(shared).toEqual([]);
});
