import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { BIN, earshot } from './earshot.js';

/** Runs `earshot watch` until a line says so, then stops it as Ctrl-C does. */
async function watching(args: readonly string[], until: (output: string) => boolean): Promise<string> {
  const child = spawn(process.execPath, [BIN, 'watch', ...args, '--settle', '0.1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const ended = once(child, 'close');
  await vi.waitFor(() => expect(until(output)).toBe(true), { timeout: 20_000, interval: 20 });
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  return output;
}

it('files that are no recordings are passed over and counted; a wrong one with a recording’s name is reported once', async () => {
  const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(join(folder, '@eaDir'));
  await writeFiles(folder, { 'photo.jpg': 'x', 'notes.txt': 'x', 'Thumbs.db': 'x', '@eaDir/call.mp3': 'x' });
  await writeFiles(folder, { 'words.mp3': 'these are words' });
  const args = [folder, '--data', data, '--poll', '0.1'];
  const first = await watching([...args, '--verbose'], (output) => output.includes('words.mp3'));
  expect(first).toMatch(/words\.mp3: EARSHOT_INVALID_INPUT/);
  expect(first).toContain('Ignored 4 files and folders');
  expect(first).not.toMatch(/photo|notes|Thumbs|eaDir/);

  await writeFile(join(folder, 'more.mp3'), 'these are other words');
  const second = await watching(args, (output) => output.includes('more.mp3'));
  expect(second).not.toMatch(/words\.mp3|Ignored/);
}, 60_000);

it('what systems leave in folders is passed over by ingest, too', async () => {
  const folder = await temporaryFolder();
  await writeFiles(folder, { '@eaDir/call.mp3': 'x', '._call.mp3': 'x', '.Trash-1000/old.wav': 'x' });
  expect(await earshot(['ingest', folder])).toMatchObject({ code: 0 });
});

it.each([
  [['watch', 'calls', '--settle', 'soon'], '--settle'],
  [['watch', 'calls', '--poll', '0'], '--poll'],
  [['serve', '--adapters', 'memory', '--settle', '1'], '--settle'],
])('%j is refused', async (args, named) => {
  const { code, stderr } = await earshot(args);
  expect({ code, named: stderr.includes(named) }).toEqual({ code: 2, named: true });
});
