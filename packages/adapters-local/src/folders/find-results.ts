import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { DEFAULT_LAYOUT, findFormat, isEarshotError, type JobPlace, type ResultFormat } from '@earshot/core';
import { guarded } from '../files/file-errors.js';
import type { FoundItem } from './found-item.js';
import { type LooseFile, LooseResults, type RecordingsByName, recordingsByName } from './loose-results.js';

interface Job extends JobPlace {
  readonly label: string;
  readonly firstFile: string;
}

/**
 * Finds results in files and folders, in the order of their names: jobs in the layout of any of the formats, wherever in it
 * the search begins; loose result documents (see {@link LooseResults}); messages, which come last, so that the results they
 * are about are known by then.
 * @param isRecording whether a file next to a document may be its recording, by its name
 */
export async function* findResults(
  paths: readonly string[],
  formats: readonly ResultFormat[],
  isRecording: (path: string) => boolean = () => false,
): AsyncGenerator<FoundItem> {
  const suffixes = [...new Set(['.json', ...formats.flatMap(({ documentSuffixes }) => documentSuffixes ?? [])])];
  const isDocumentName = (path: string) => suffixes.includes(extname(path).toLowerCase());
  const looseResults = new LooseResults(formats);
  const placeOf = (path: string) => findFormat(formats, path.split(sep).join('/'))?.place;
  const messages: FoundItem[] = [];
  /** Of single files, which may be very many of one folder. */
  const beside = new Map<string, RecordingsByName>();
  const recordingsBeside = async (folder: string): Promise<RecordingsByName> => {
    const known = beside.get(folder) ?? recordingsByName((await filesBeside(folder)).filter(isRecording));
    beside.set(folder, known);
    return known;
  };
  for (const path of paths) {
    let job: Job | undefined;
    const given = placeOf(resolve(path));
    const start = given?.result === resolve(path) && given.output.endsWith('/') ? dirname(path) : path;
    const loose = new Map<string, LooseFolder>();
    const folderOf = (path: string): LooseFolder => {
      const folder = loose.get(dirname(path)) ?? { files: [], recordings: [] };
      loose.set(dirname(path), folder);
      return folder;
    };
    async function* looseItems(path: string): AsyncGenerator<FoundItem> {
      const { files, recordings } = loose.get(path) ?? { files: [], recordings: [] };
      loose.delete(path);
      const isAlone = files.length === 1 && files[0]?.path === resolve(start);
      const recordingOf = isAlone ? await recordingsBeside(path) : recordingsByName(recordings);
      for await (const item of looseResults.in(files, recordingOf)) {
        if (item.type === 'message') messages.push(item);
        else yield item;
      }
    }
    for await (const file of filesUnder(start)) {
      if ('type' in file) {
        yield file;
        continue;
      }
      const path = resolve(file.path);
      for (const folder of loose.keys()) if (!path.startsWith(folder + sep)) yield* looseItems(folder);
      const place = placeOf(path);
      if (place === undefined) {
        if (isDocumentName(path)) folderOf(path).files.push({ path, label: file.label });
        else {
          if (isRecording(path)) folderOf(path).recordings.push(path);
          yield { type: 'ignored', label: file.label, why: 'unsupported' };
        }
        continue;
      }
      if (job?.output === place.output) continue;
      if (job !== undefined) yield await jobItem(job);
      const label = file.label.slice(0, file.label.length - (path.length - place.output.length)) || file.label;
      job = { ...place, label, firstFile: file.path };
    }
    for (const folder of loose.keys()) yield* looseItems(folder);
    if (job !== undefined) yield await jobItem(job);
  }
  yield* messages;
}

interface LooseFolder {
  /** Files that may be documents. */
  readonly files: LooseFile[];
  readonly recordings: string[];
}

/** The paths of what is in a folder; none if it can't be read. */
async function filesBeside(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/** The files at and under a path, depth first, in the order of their names. What can't be read is a problem of its own. */
export async function* filesUnder(path: string): AsyncGenerator<LooseFile | FoundItem> {
  let entries: Dirent[] | undefined;
  try {
    entries = await guarded(path, async () => {
      return (await stat(path)).isDirectory() ? readdir(path, { withFileTypes: true }) : undefined;
    });
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    yield { type: 'problem', label: path, error };
    return;
  }
  if (entries === undefined) {
    yield { path, label: path };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.name === 'node_modules' || entry.name === '.git') continue;
    if (entry.isDirectory()) yield* filesUnder(inside);
    else if (entry.isSymbolicLink() && !(await isFile(inside))) yield { type: 'ignored', label: inside, why: 'link' };
    else yield { path: inside, label: inside };
  }
}

/** A link to a folder is not followed: it may lead back to where it is. */
async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/**
 * What precedes the outputs prefix is the bucket. Without that prefix, the folder that holds the job is: its name is not
 * known to be a call's.
 */
async function jobItem({ before, output, result, label, firstFile }: Job): Promise<FoundItem> {
  const marker = `/${DEFAULT_LAYOUT.outputsPrefix}`;
  const at = before.lastIndexOf(marker);
  const [root, below] = at === -1 ? [before, ''] : [before.slice(0, at + 1), before.slice(at + marker.length)];
  return {
    type: 'job',
    root,
    key: `${DEFAULT_LAYOUT.outputsPrefix}${below}${output.slice(before.length)}`,
    result: result.slice(output.length),
    label,
    modifiedMs: (await modifiedMs(result)) ?? (await modifiedMs(firstFile)) ?? 0,
    documents: output.endsWith('/') ? { folder: output } : { files: new Map([['', firstFile]]) },
  };
}

async function modifiedMs(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => undefined,
  );
}
