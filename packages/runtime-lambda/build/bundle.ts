/*
 * Bundles each handler into one file, bundles/<name>/index.cjs, with its source map, notices, and what it is made of.
 * Beside it lie the packages that the handler loads on demand, each in a file of its own.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { slimSdk } from './slim-sdk.ts';
import { NOTICES_FILE, thirdPartyNotices } from './third-party-notices.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The handlers, by the name of their file in src/handlers. */
export const HANDLERS = ['transcription', 'persistence', 'retrieval', 'sweep'] as const;

/** The packages that handlers load with `import()`, and what they take from each. */
const ON_DEMAND: Readonly<Record<string, { readonly file: string; readonly names: readonly string[] }>> = {
  '@aws-sdk/client-sqs': {
    file: 'client-sqs.cjs',
    names: ['ChangeMessageVisibilityCommand', 'SendMessageCommand', 'SQSClient'],
  },
};

/**
 * Bundles a module and, into the same folder, the packages that it loads on demand.
 * @returns what the files are made of
 */
export async function bundle(entry: string, outfile: string) {
  const whole = await bundleOne({ entryPoints: [entry], outfile }, ON_DEMAND_APART);
  const imports = Object.values(whole.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  for (const [name, { file, names }] of Object.entries(ON_DEMAND)) {
    if (!imports.includes(`./${file}`)) continue;
    const stdin = { contents: `export { ${names} } from '${name}';`, resolveDir: dirname(entry) };
    const { inputs, outputs } = await bundleOne({ stdin, outfile: join(dirname(outfile), file) });
    Object.assign(whole.inputs, inputs);
    Object.assign(whole.outputs, outputs);
  }
  return whole;
}

/** Leaves the packages that are loaded on demand out of a file. */
const ON_DEMAND_APART: Plugin = {
  name: 'on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path, kind }) => {
      const file = ON_DEMAND[path]?.file;
      return kind === 'dynamic-import' && file !== undefined ? { path: `./${file}`, external: true } : undefined;
    });
  },
};

/**
 * Bundles a module for Lambda's Node 24 as CommonJS: an `import` of `node:http`, static or not, loads all of undici there;
 * `require` doesn't.
 */
async function bundleOne(input: BuildOptions, ...plugins: Plugin[]) {
  const { metafile } = await build({
    ...input,
    bundle: true,
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    conditions: ['module'],
    plugins: [...plugins, slimSdk()],
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

if (import.meta.main) {
  const folder = join(ROOT, 'bundles');
  rmSync(folder, { recursive: true, force: true });
  for (const name of HANDLERS) {
    mkdirSync(join(folder, name), { recursive: true });
    const metafile = await bundle(join(ROOT, 'dist', 'handlers', `${name}.js`), join(folder, name, 'index.cjs'));
    writeFileSync(join(folder, name, 'metafile.json'), JSON.stringify(metafile));
    writeFileSync(join(folder, name, NOTICES_FILE), thirdPartyNotices(metafile));
  }
}
