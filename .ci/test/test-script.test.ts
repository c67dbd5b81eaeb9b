import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT } from '../npm.ts';

/** The files of tests that `npm test` runs with these arguments, in this folder. */
async function testsRun(args: readonly string[], cwd: string): Promise<string[]> {
  const env = { ...process.env, EARSHOT_REPORTS: undefined, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { stdout } = await promisify(execFile)('npm', ['test', ...args], { cwd, env });
  return [...stdout.matchAll(/✓ .*?(packages\S+\.test\.ts)/g)].map(([, file = '']) => file).sort();
}

const URI_TEST = 'packages/core/test/model/uri.test.ts';

it.each([
  ['a path from the root', ['--', URI_TEST], ROOT],
  ['a path from a package', ['--', 'test/model/uri.test.ts'], `${ROOT}/packages/core`],
  ['a package and a path in it', ['-w', '@earshot/core', '--', 'test/model/uri.test.ts'], ROOT],
])('npm test with %s runs that file alone', async (_, args, cwd) => {
  expect(await testsRun(args, cwd)).toEqual([URI_TEST]);
});
