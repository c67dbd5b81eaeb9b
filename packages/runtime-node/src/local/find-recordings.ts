import { extname, relative, sep } from 'node:path';
import { filesUnder, isPassedOverName } from '@earshot/adapters-local';

/** Whether a file's name ends as a recording's may. */
export function isRecordingName(path: string, suffixes: readonly string[]): boolean {
  return suffixes.includes(extname(path).toLowerCase());
}

/** The recordings among files and in folders, in the order of their names. What systems leave in folders is passed over. */
export async function findRecordings(paths: readonly string[], suffixes: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    for await (const file of filesUnder(path)) {
      if ('type' in file || !isRecordingName(file.path, suffixes)) continue;
      if (!relative(path, file.path).split(sep).some(isPassedOverName)) found.push(file.path);
    }
  }
  return found;
}
