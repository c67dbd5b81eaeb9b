import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLocalApp } from '../../src/local/local-app.js';
import { startExporting } from '../../src/local/start-exporting.js';
import { temporaryFolder } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:02.000\n<v spk_0>Thank you for calling.\n';

async function withCalls(...names: string[]) {
  const folder = await temporaryFolder();
  for (const name of names) await writeFile(join(folder, `${name}.vtt`), VTT.replace('you', name));
  return folder;
}

it('exports what is there and what other commands ingest, follows corrections, and is cleared by erase', async () => {
  const [data, folder] = [await temporaryFolder(), await temporaryFolder()];
  const earshot = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args, '--data', data);
    expect([args, code, stderr]).toEqual([args, 0, '']);
    return stdout;
  };
  await earshot('ingest', await withCalls('one'));
  const app = await openLocalApp({ folder: data, isExporting: true });
  const problems: unknown[] = [];
  const target = { folder, formats: ['txt' as const], name: '{agent}_{call}' };
  const exporting = await startExporting(app, target, (error) => problems.push(error));
  await exporting.caughtUp;
  expect(await readdir(folder)).toEqual(['unknown_one.txt']);
  await earshot('ingest', await withCalls('two'));
  expect(await readFile(join(folder, 'unknown_two.txt'), 'utf8')).toBe('Thank two for calling.\n');
  await exporting.stop();
  await app.close();
  await earshot('roles', 'one', '--agent', 'spk_0', '--name', 'spk_0=Zoe');
  expect((await readdir(folder)).sort()).toEqual(['Zoe_one.txt', 'unknown_two.txt']);
  await earshot('erase', 'one', '--yes');
  expect([await readdir(folder), problems]).toEqual([['unknown_two.txt'], []]);
});

it.each([
  ['--export-format', ['--export-to', '.', '--export-format', 'pdf']],
  ['--export-name', ['--export-to', '.', '--export-name', '../{call}']],
  ['--export-format', ['--export-format', 'txt']],
  ['--export-to', ['--export-to', '.', '--adapters', 'memory']],
])('refuses a wrong %s of serve', async (option, args) => {
  const { code, stderr } = await run('serve', ...args);
  expect([code, stderr.includes(option)]).toEqual([2, true]);
});
