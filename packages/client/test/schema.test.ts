import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { schemaSource } from '../build/schema-source.ts';

/** What formatting may change. */
const bare = (source: string) => source.replaceAll(/["']/g, "'").replaceAll(/[\s;,|]+/g, '');

it('has types for the API as it describes itself: npm run generate makes them', async () => {
  const kept = readFileSync(join(import.meta.dirname, '../src/schema.ts'), 'utf8');
  expect(bare(kept)).toBe(bare(await schemaSource()));
});
