/*
 * Adds to the lock file the builds for other platforms that the registry at hand doesn't have. npm leaves those out when
 * it writes the file, and then `npm ci` refuses it: every optional dependency must stand there. Run it after an
 * upgrade; on a complete lock file it changes nothing. The entries it makes have no checksum: npm adds that where it can
 * fetch the package.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './npm.ts';

interface Entry {
  readonly version: string;
  readonly license?: string | undefined;
  readonly dev?: boolean | undefined;
  readonly optional?: boolean;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[] | undefined;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const PATH = join(ROOT, 'package-lock.json');
const OS = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const CPU = { arm64: 'arm64', arm: 'arm', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', ia32: 'ia32' };

/** What a build's name reports where it runs: `@biomejs/cli-linux-arm64-musl`. */
function platformOf(name: string) {
  const words = name.split(/[/-]/);
  const among = (known: Readonly<Record<string, string>>) => words.map((word) => known[word]).find(Boolean);
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  return { cpu: [among(CPU) ?? 'x64'], os: [among(OS) ?? 'linux'], libc: libc && [libc] };
}

const lock = JSON.parse(readFileSync(PATH, 'utf8')) as { packages: Record<string, Entry> };
const present = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
const added: string[] = [];
for (const { optionalDependencies = {}, license, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (present.has(name)) continue;
    const { cpu, os, libc } = platformOf(name);
    lock.packages[`node_modules/${name}`] = { version, cpu, dev, libc, license, optional: true, os };
    added.push(name);
  }
}
if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(PATH, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
}
console.log(added.length === 0 ? 'the lock file is complete' : `added ${added.length}: ${added.join(', ')}`);
