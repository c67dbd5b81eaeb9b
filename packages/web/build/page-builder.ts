import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Builds a page, and beside each file its compressed forms, so that servers compress nothing. */
export async function buildPage(folder: string, outFolder: string): Promise<void> {
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: outFolder,
      emptyOutDir: true,
      target: 'es2022',
      // The page's policy allows no data: URLs but in images.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
  for (const name of readdirSync(outFolder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:js|css|html|svg)$/.test(name)) continue;
    const path = join(outFolder, name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  }
}
