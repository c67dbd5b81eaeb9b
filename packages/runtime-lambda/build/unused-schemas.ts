import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const OWN = /[\\/]packages[\\/](core|adapters-[a-z]+)[\\/]dist[\\/].*\.js$/;

/** A constant of a module that is made by calls on `z` or on another schema, over as many lines as it takes. */
const SCHEMA = /^((?:export )?const [A-Z]\w* = )((?:z|[A-Z]\w*)\s*\.[^\n]*(?:\n[ \t})\]][^\n]*)*);$/gm;

const VARIABLES = /[\\/]adapters-aws[\\/]dist[\\/]variables\.js$/;

/** A member of the object of variables, over as many lines as it takes. */
const VARIABLE = /^ {4}(EARSHOT_\w+): [\s\S]*?,\n(?= {4}(?:\/\*\*|EARSHOT_)|\};)/gm;

/**
 * Leaves out the schemas of our own that a bundle doesn't use: esbuild takes the making of a schema for work that must be
 * done, unless it is told that a function makes it.
 * @param variables that are read. The others are looked up by their names, so esbuild can't know that nobody does
 * @defaultValue all are
 */
export function unusedSchemas(variables?: ReadonlySet<string>): Plugin {
  return {
    name: 'unused-schemas',
    setup(build) {
      build.onLoad({ filter: OWN }, async ({ path }) => {
        const whole = await readFile(path, 'utf8');
        const source =
          variables !== undefined && VARIABLES.test(path)
            ? whole.replace(VARIABLE, (member, name) => (variables.has(name) ? member : ''))
            : whole;
        return { contents: source.replace(SCHEMA, '$1/* @__PURE__ */ (() => $2)();') };
      });
    },
  };
}

/** The variables that a bundle names besides their schemas. */
export function variablesNamedIn(bundle: string): ReadonlySet<string> {
  const names: readonly string[] = bundle.match(/\bEARSHOT_[A-Z_]+\b/g) ?? [];
  return new Set(names.filter((name, at) => names.indexOf(name) !== at));
}
