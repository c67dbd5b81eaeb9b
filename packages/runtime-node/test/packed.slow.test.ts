import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from './results-on-disk.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const README = join(ROOT, 'README.md');

it('the packages, packed as the README says, run its snippets in a project outside the repository', async () => {
  const [packs, project] = [await temporaryFolder(), await temporaryFolder()];
  const readme = await readFile(README, 'utf8');
  const packages = [...(/^npm pack (.+) --pack-destination/m.exec(readme)?.[1] ?? '').matchAll(/-w (\S+)/g)];
  expect(packages.length).toBeGreaterThan(1);
  await run(
    'npm',
    [
      'pack',
      ...packages
        .map(([flag]) => flag)
        .join(' ')
        .split(' '),
      '--pack-destination',
      packs,
    ],
    { cwd: ROOT },
  );
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  const tarballs = (await readdir(packs)).map((name) => join(packs, name));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs], { cwd: project });

  const snippets = [...readme.matchAll(/<!-- prints: docs\/snippets\/(\S+) -->\n```text\n([\s\S]*?)```/g)];
  expect(snippets).toHaveLength(2);
  await mkdir(join(project, 'src'));
  for (const [, name = '', printed] of snippets) {
    const file = join(project, 'src', name);
    await copyFile(join(ROOT, 'docs/snippets', name), file);
    // Node resolves imports from where the file is: only the example calls come from the repository.
    const { stdout } = await run(process.execPath, [file], { cwd: ROOT });
    expect(stdout).toBe(printed);
  }
}, 120_000);
