import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Entry {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8')) as Lock;

it('names no host: packages come from whichever registry npm is set up with', () => {
  const named = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(named).toEqual([]);
  expect(JSON.stringify(lock)).not.toMatch(/"(https?|git|ssh)[+:][^"]*\.(tgz|git)/);
});

it('brings Node itself where npm has it', () => {
  const paths = Object.keys(lock.packages);
  for (const platform of ['linux-x64', 'linux-arm64', 'win-x64'])
    expect(paths).toContain(`node_modules/node-${platform}`);
});

it('holds the builds for every platform, or else npm ci refuses it: see .ci/complete-lock.ts', () => {
  const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  const names = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});
