import { extname, relative, sep } from 'node:path';
import { filesUnder, isIgnoredName } from '@earshot/adapters-local';

/** Whether a file's name ends as a recording's may. */
export function isRecordingName(path: string, suffixes: readonly string[]): boolean {
  return suffixes.includes(extname(path).toLowerCase());
}

/** The files of these names among files and in folders, in the order of their names. What systems leave in folders is passed over. */
export async function findNamed(paths: readonly string[], isNamed: (path: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    for await (const file of filesUnder(path)) {
      if ('type' in file || !isNamed(file.path)) continue;
      if (!relative(path, file.path).split(sep).some(isIgnoredName)) found.push(file.path);
    }
  }
  return found;
}
