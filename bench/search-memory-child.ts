import { readFileSync } from 'node:fs';
import { openDatabase, SqliteMomentIndex } from '@earshot/adapters-local';

/*
 * What the index adds to the memory of a process, in bytes: `<database> <model> <files of vectors…>`. Before, the same code has
 * searched an empty database.
 */
const [path = '', model = '', ...files] = process.argv.slice(2);
const vectors = files.map((file) => new Float32Array(new Uint8Array(readFileSync(file)).buffer));

async function searched(index: SqliteMomentIndex): Promise<number> {
  for (let round = 0; round < 3; round++) {
    for (const values of vectors) {
      const terms = { words: ['money', 'back'], prefixes: [], phrases: [], excluded: [] };
      await index.search({ terms, by: 'both', vector: { model, values }, filter: {}, limit: 20 });
    }
  }
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

const before = await searched(new SqliteMomentIndex({ database: openDatabase(':memory:') }));
const after = await searched(new SqliteMomentIndex({ database: openDatabase(path) }));
process.send?.(after - before);
