/* Builds the page into dist/page, and beside each file its compressed forms, so that servers compress nothing. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';

const PAGE = join(import.meta.dirname, '../page');
const OUT = join(import.meta.dirname, '../dist/page');

await build({
  root: PAGE,
  base: './',
  configFile: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy allows no data: URLs but in images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

for (const name of readdirSync(OUT, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(?:js|css|html|svg)$/.test(name)) continue;
  const path = join(OUT, name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes));
}
