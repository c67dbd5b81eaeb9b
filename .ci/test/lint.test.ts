import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const SETTINGS = ['biome.jsonc', '.gitignore', '.ci/no-surroundings.grit'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-lint-'));
  for (const path of SETTINGS) cpSync(join(ROOT, path), join(folder, path));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lints one file with the repo's own settings and says which rules fired, and in which lines. */
function lint(path: string, lines: readonly string[]): readonly string[] {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
  const program = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'lint', '--reporter=github', path], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(file);
  return [...`${stdout}${stderr}`.matchAll(/title=([^,]+),.*?,line=(\d+)/g)].map(([, rule, line]) => `${line} ${rule}`);
}

const CLOCKS = [
  'export const a = Date.now();',
  'export const b = new Date();',
  'export const c = Math.random();',
  'export const d = { now: Date.now, roll: Math.random };',
];

it('keeps clocks and dice out of core', () => {
  const found = lint('packages/core/src/clock.ts', CLOCKS);
  expect(found.toSorted()).toEqual(['1 plugin', '2 plugin', '3 plugin', '4 plugin', '4 plugin']);
});

it('lets core turn a given time into a date', () => {
  const lines = [
    'export const iso = (ms: number) => new Date(ms).toISOString();',
    "export const ms = Date.parse('2026-01-01');",
  ];
  expect(lint('packages/core/src/given-time.ts', lines)).toEqual([]);
});

it('leaves clocks to runtimes and adapters', () => {
  expect(lint('packages/adapters-memory/src/clock.ts', CLOCKS)).toEqual([]);
});

it.each(['packages/core/src/a.ts', 'packages/adapters-memory/src/a.ts'])('keeps the console out of %s', (path) => {
  expect(lint(path, ["console.log('here');"])).toEqual(['1 lint/suspicious/noConsole']);
});

it('finds promises that nobody waits for, and promises taken for their answer', () => {
  const found = lint('packages/runtime-node/src/promises.ts', [
    'async function later(): Promise<boolean> {',
    '  return true;',
    '}',
    'export function forgets(): void {',
    '  later();',
    '}',
    'export function misreads(): string {',
    "  return later() ? 'always' : 'never';",
    '}',
  ]);
  expect(found).toEqual(['5 lint/nursery/noFloatingPromises', '8 lint/nursery/noMisusedPromises']);
});
