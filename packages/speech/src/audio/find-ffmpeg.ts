import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

const NAMES = process.platform === 'win32' ? ['ffmpeg.exe'] : ['ffmpeg'];

/**
 * Where the program ffmpeg is.
 * @param searchPath the folders to look in, in order, as the variable PATH has them; ones that aren't absolute are passed
 * @returns its path; `undefined` when it is in none of them
 */
export async function findFfmpeg(searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter).filter(isAbsolute)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
