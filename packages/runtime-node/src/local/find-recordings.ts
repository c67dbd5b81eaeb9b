import { extname } from 'node:path';
import { filesUnder } from '../ingest/find-results.js';

/** Whether a file's name ends as a recording's may. */
export function isRecordingName(path: string, suffixes: readonly string[]): boolean {
  return suffixes.includes(extname(path).toLowerCase());
}

/** The recordings among files and in folders, in the order of their names. */
export async function findRecordings(paths: readonly string[], suffixes: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    for await (const file of filesUnder(path)) {
      if (!('type' in file) && isRecordingName(file.path, suffixes)) found.push(file.path);
    }
  }
  return found;
}
