import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the page, as a server sends it. */
export interface PageFile {
  /** Below the page's own address: `index.html`, or one in `assets/`. */
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same, compressed. */
  readonly compressed: Readonly<Partial<Record<'br' | 'gzip', Uint8Array<ArrayBuffer>>>>;
}

const FOLDER = fileURLToPath(new URL('../dist/page', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The files of the page. Those in `assets/` are named by their content, and never change. */
export async function readPage(): Promise<readonly PageFile[]> {
  const names = await readdir(FOLDER, { recursive: true });
  const files = names.filter((name) => extname(name) in TYPES);
  return Promise.all(files.map((name) => pageFile(name, new Set(names))));
}

async function pageFile(name: string, names: ReadonlySet<string>): Promise<PageFile> {
  const [br, gzip] = [`${name}.br`, `${name}.gz`].map((each) => (names.has(each) ? bytesOf(each) : undefined));
  return {
    path: name.split(sep).join('/'),
    contentType: TYPES[extname(name)] ?? '',
    bytes: await bytesOf(name),
    compressed: { ...(br && { br: await br }), ...(gzip && { gzip: await gzip }) },
  };
}

async function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(FOLDER, name)));
}
