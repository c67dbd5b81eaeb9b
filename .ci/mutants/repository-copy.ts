import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../npm.ts';

const COPIED = [
  ':(glob)*.json',
  ':(glob)*.ts',
  ':(glob)docs/*.json',
  ':(glob)docs/*.md',
  'packages/core',
  'packages/adapters-memory',
];
const SCOPE = '@earshot';

/**
 * Copies core, the memory adapters and the configuration of the repository, as they are now, to a temporary folder.
 * Installed packages are linked; the workspace's own are linked to their copies, so tests there read the sources there.
 */
export function copyRepository(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'earshot-mutants-')));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...COPIED];
  const { stdout, status } = spawnSync('git', list, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error('git can not list the files of the repository');
  for (const path of stdout.split('\0')) if (path !== '') cpSync(join(ROOT, path), join(copy, path));

  const installed = join(ROOT, 'node_modules');
  const links = join(copy, 'node_modules');
  mkdirSync(join(links, SCOPE), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== SCOPE) symlinkSync(join(installed, name), join(links, name));
  }
  for (const name of readdirSync(join(copy, 'packages'))) {
    symlinkSync(join(copy, 'packages', name), join(links, SCOPE, name));
  }
  return copy;
}
