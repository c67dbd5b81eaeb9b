import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, round } from '../measure.ts';

const IMPORTED = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** `page-js-first` and `page-js`: kB of JavaScript, compressed by gzip, that the list of calls needs, and that there is at all. */
export function scriptFigures(folder: string): Figure[] {
  const assets = join(folder, 'assets');
  const all = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const first = new Set<string>();
  const add = (name: string) => {
    if (first.has(name)) return;
    first.add(name);
    for (const [, imported = ''] of readFileSync(join(assets, name), 'utf8').matchAll(IMPORTED)) add(imported);
  };
  const [, entry = ''] = /src="\.\/assets\/([^"]+\.js)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8')) ?? [];
  // A page of its own may have a file of its own, which is loaded behind the entry.
  for (const name of [entry, ...all.filter((each) => each.startsWith('calls-'))]) add(name);
  const kilobytes = (names: Iterable<string>) =>
    round([...names].reduce((sum, name) => sum + statSync(join(assets, `${name}.gz`)).size, 0) / 1_000);
  return [
    {
      name: 'page-js-first',
      value: kilobytes(first),
      limit: 32,
      better: 'lower',
      note: `kB gzip, ${[...first].join(', ')}`,
    },
    { name: 'page-js', value: kilobytes(all), limit: 110, better: 'lower', note: `kB gzip, ${all.length} files` },
  ];
}
