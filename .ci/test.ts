/*
 * What `npm test` runs. Without arguments: the build, every quick test, and the contract suites under node:test. With
 * arguments, which are vitest's (paths, `-t NAME`): only these tests, slow ones included, and the build only if they need
 * it. In a package (`npm test -w @earshot/core`): the quick tests of that package.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { npmProgram, ROOT } from './npm.ts';

/** Tests in these folders run the command line, bundles or packages as they are built. */
const NEED_BUILD = ['packages/runtime-node', 'packages/runtime-lambda', 'docs', 'bench', 'examples', 'infra'];

const folder = relative(ROOT, process.cwd()).split(sep).join('/');
// npm starts scripts in the package's folder, while paths are written from where the person is.
const from = process.env['INIT_CWD'] ?? process.cwd();
const args = process.argv.slice(2).map((arg) => {
  const path = [resolve(from, arg), resolve(arg)].find((candidate) => !arg.startsWith('-') && existsSync(candidate));
  return path === undefined ? arg : relative(ROOT, path).split(sep).join('/');
});
const isFilter = (arg: string, at: number) =>
  !arg.startsWith('-') && !/^(-t|--testNamePattern)$/.test(args[at - 1] ?? '');
const filters = args.some(isFilter) || folder === '' ? args : [...args, `${folder}/`];

const isWhole = filters.length === 0;
const needsBuild =
  isWhole || !filters.some(isFilter) || filters.some((filter) => NEED_BUILD.some((built) => filter.startsWith(built)));

const config = filters.some((filter) => filter.includes('.slow.test'))
  ? ['--config', 'vitest.slow.config.ts']
  : filters.some((filter) => filter.includes('.page.test'))
    ? ['--config', 'vitest.page.config.ts']
    : filters.some((filter) => filter.startsWith('infra'))
      ? ['--config', 'vitest.infra.config.ts']
      : [];

run(needsBuild ? [npmProgram(), 'run', '--silent', 'build'] : []);
run([join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...config, ...filters]);
run(isWhole ? [npmProgram(), 'run', '--silent', 'test:node'] : []);
if (isWhole)
  console.log('Left out: slow tests (npm run test:slow), and page tests (npm run test:page), which need Chromium.');

/** Runs a Node program in the root, and ends with its exit code if it fails. */
function run([script, ...rest]: readonly string[]): void {
  if (script === undefined) return;
  const { status } = spawnSync(process.execPath, [script, ...rest], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
