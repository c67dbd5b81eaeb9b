/* Bundles each handler into one file, bundles/<name>/index.cjs, with its source map, notices, and what it is made of. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { slimSdk } from './slim-sdk.ts';
import { NOTICES_FILE, thirdPartyNotices } from './third-party-notices.ts';
import { unusedSchemas } from './unused-schemas.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The handlers, by the name of their file in src/handlers. */
export const HANDLERS = ['transcription', 'persistence', 'retrieval', 'sweep'] as const;

/**
 * Bundles a module for Lambda's Node 24 as CommonJS: an `import` of `node:http`, static or not, loads all of undici there;
 * `require` doesn't.
 */
export async function bundle(entry: string, outfile: string) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
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
    plugins: [slimSdk(), unusedSchemas()],
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
