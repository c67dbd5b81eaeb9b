import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { emptyFolder } from './sound-files.js';

const NAME = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';

async function folderWithProgram(): Promise<string> {
  const folder = await emptyFolder();
  await writeFile(join(folder, NAME), '');
  await chmod(join(folder, NAME), 0o755);
  return folder;
}

describe('looking for ffmpeg', () => {
  it('finds the first on the path', async () => {
    const [none, first, second] = [await emptyFolder(), await folderWithProgram(), await folderWithProgram()];
    expect(await findFfmpeg([join(none, 'gone'), none, first, second].join(delimiter))).toBe(join(first, NAME));
  });

  it('finds none where there is none', async () => {
    expect(await findFfmpeg('')).toBeUndefined();
    expect(await findFfmpeg([await emptyFolder(), ''].join(delimiter))).toBeUndefined();
  });

  it('passes a folder of that name, and looks in no folder that depends on where it is started', async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, NAME));
    expect(await findFfmpeg(folder)).toBeUndefined();
    expect(await findFfmpeg(relative(process.cwd(), await folderWithProgram()))).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('passes a file that is no program', async () => {
    const folder = await folderWithProgram();
    await chmod(join(folder, NAME), 0o644);
    expect(await findFfmpeg(folder)).toBeUndefined();
  });
});
