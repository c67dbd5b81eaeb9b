import { chmod, copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { job, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

async function contents(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const)),
  );
}

// Root may write whatever the modes say: what is looked at is that nothing was. The database's own tests become nobody.
it('queries, shows and exports a backup that is nothing but a read-only database, and makes nothing in it', async () => {
  const [results, data, root] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await writeFiles(results, job('one'));
  expect(await run('ingest', results, '--data', data)).toMatchObject({ code: 0 });
  const backup = join(root, 'backup');
  await mkdir(backup);
  await copyFile(join(data, 'earshot.db'), join(backup, 'earshot.db'));
  const before = await contents(backup);
  await chmod(join(backup, 'earshot.db'), 0o444);
  await chmod(backup, 0o555);
  onTestFinished(() => chmod(backup, 0o755));
  for (const command of [
    ['query'],
    ['query', '--json', '--text', 'milk'],
    ['show', 'one'],
    ...['json', 'csv', 'markdown', 'vtt', 'srt', 'txt'].map((format) => ['export', '--format', format]),
  ]) {
    const { code, stdout } = await run(...command, '--data', backup);
    expect({ code, isFound: stdout.includes('milk') }, command.join(' ')).toEqual({ code: 0, isFound: true });
    expect(await contents(backup)).toEqual(before);
  }
});
