/* Writes src/schema.ts: the types of the HTTP API, from the document by which the API describes itself. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { schemaSource } from './schema-source.ts';

const FILE = join(import.meta.dirname, '../src/schema.ts');
const BIOME = join(dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')), 'bin/biome');

writeFileSync(FILE, await schemaSource());
const { status } = spawnSync(process.execPath, [BIOME, 'check', '--write', FILE], { stdio: 'inherit' });
process.exitCode = status ?? 1;
