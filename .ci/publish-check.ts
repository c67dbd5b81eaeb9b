/*
 * What each package would publish: publint and attw look at the packed package, then this file at what is packed.
 * Needs the build.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { node, npmProgram, ROOT } from './npm.ts';

const NEEDED = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts'];
const ALLOWED =
  /^(LICENSE|NOTICE|README\.md|package\.json|iam-actions\.json|(bin|dist|src)\/.+(?<!\.test)\.(js|js\.map|d\.ts|d\.ts\.map|ts)|dist\/page\/(assets\/)?[\w.-]+|data\/.+\.(json|txt)|bundles\/\w+\/([\w-]+\.cjs(\.map)?|THIRD_PARTY_NOTICES\.txt))$/;
const DESCRIBED = ['description', 'keywords', 'license', 'sideEffects', 'engines', 'exports', 'files'];

interface Manifest {
  readonly [key: string]: unknown;
  readonly name: string;
  readonly private?: boolean;
}

/** The paths in the tarball that npm would publish. */
function packed(folder: string): readonly string[] {
  const { passed, stdout, said } = node(npmProgram(), ['pack', '--dry-run', '--json', '--ignore-scripts'], folder);
  if (!passed) throw new Error(said);
  const [report] = JSON.parse(stdout) as [{ files: readonly { path: string }[] }];
  return report.files.map(({ path }) => path);
}

function faultsOf(folder: string, manifest: Manifest): readonly string[] {
  const tool = (path: string, ...args: string[]) => node(join(ROOT, 'node_modules', path), args);
  const publint = tool('publint/src/cli.js', 'run', folder, '--strict');
  const attw = tool('@arethetypeswrong/cli/dist/index.js', '--pack', folder, '--profile', 'esm-only', '--no-color');
  const files = packed(folder);
  return [
    ...[publint, attw].filter(({ passed }) => !passed).map(({ said }) => said),
    ...NEEDED.filter((path) => !files.includes(path)).map((path) => `${path} is not packed`),
    ...files.filter((path) => !ALLOWED.test(path)).map((path) => `${path} is packed`),
    ...DESCRIBED.filter((key) => manifest[key] === undefined).map((key) => `package.json has no ${key}`),
  ];
}

let checked = 0;
for (const path of globSync('packages/*/package.json', { cwd: ROOT }).sort()) {
  const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Manifest;
  if (manifest.private) continue;
  checked++;
  const faults = faultsOf(join(ROOT, dirname(path)), manifest);
  console.log(`${manifest.name}: ${faults.length === 0 ? 'ready to publish' : faults.join('\n  ')}`);
  if (faults.length > 0) process.exitCode = 1;
}
if (checked === 0) throw new Error('no package to check');
