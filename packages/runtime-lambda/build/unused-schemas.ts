import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const OWN = /[\\/]packages[\\/](core|adapters-[a-z]+)[\\/]dist[\\/].*\.js$/;

/** A constant of a module that is made by calls on `z` or on another schema, over as many lines as it takes. */
const SCHEMA = /^((?:export )?const [A-Z]\w* = )((?:z|[A-Z]\w*)\s*\.[^\n]*(?:\n[ \t})\]][^\n]*)*);$/gm;

/**
 * Leaves out the schemas of our own that a bundle doesn't use: esbuild takes the making of a schema for work that must be
 * done, unless it is told that a function makes it.
 */
export function unusedSchemas(): Plugin {
  return {
    name: 'unused-schemas',
    setup(build) {
      build.onLoad({ filter: OWN }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        return { contents: source.replace(SCHEMA, '$1/* @__PURE__ */ (() => $2)();') };
      });
    },
  };
}
