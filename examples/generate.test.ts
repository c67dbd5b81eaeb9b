import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { FOLDERS, generate } from './generate.ts';

const HERE = import.meta.dirname;
const made = generate();
const kept = FOLDERS.flatMap((folder) => readdirSync(join(HERE, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => relative(HERE, join(parentPath, name)).replaceAll('\\', '/'));

it('keeps every file that the generator makes, and no other', () => {
  expect(kept.toSorted()).toEqual([...made.keys()].toSorted());
});

it('keeps each of them byte for byte', () => {
  const changed = [...made].filter(([path, content]) => !readFileSync(join(HERE, path)).equals(Buffer.from(content)));
  expect(changed.map(([path]) => path)).toEqual([]);
});

it('makes the same files every time', () => {
  expect(generate()).toEqual(made);
});
