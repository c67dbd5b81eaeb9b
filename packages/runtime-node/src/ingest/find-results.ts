import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { DEFAULT_LAYOUT, EarshotError, isEarshotError, MANIFEST_NAME, placeInJob, unwrap } from '@earshot/core';
import type { FoundItem } from './found-item.js';

const LOOSE_NAME = /[-_.](?:standard|custom)(?:[-_.]output)?$/i;
const LARGEST_MESSAGE_BYTES = 1024 * 1024;

interface File {
  readonly path: string;
  readonly label: string;
}

interface Job {
  readonly folder: string;
  readonly callFolder: string;
  readonly label: string;
  readonly firstFile: string;
}

/**
 * Walks files and folders, in the order of their names, and tells what results lie there: jobs in the layout that Bedrock Data
 * Automation writes, wherever in it the walk begins; loose result documents (`NAME.json`, or `NAME-standard.json` with
 * `NAME-custom.json`); messages, which come last, so that what they speak of is known by then.
 */
export async function* findResults(paths: readonly string[]): AsyncGenerator<FoundItem> {
  const names = new CallNames();
  const messages: FoundItem[] = [];
  for (const path of paths) {
    let job: Job | undefined;
    let loose: File[] = [];
    const start = basename(path) === MANIFEST_NAME ? dirname(path) : path;
    for await (const found of filesUnder(start)) {
      if ('type' in found) {
        yield found;
        continue;
      }
      const file = found;
      const output = placeInJob(resolve(file.path).split(sep).join('/'));
      if (output === undefined) {
        if (!file.path.toLowerCase().endsWith('.json')) yield { type: 'ignored', label: file.label };
        else {
          const [previous] = loose;
          if (previous !== undefined && looseCall(previous.path) !== looseCall(file.path)) {
            yield* looseItems(loose, names, messages);
            loose = [];
          }
          loose.push(file);
        }
        continue;
      }
      const callFolder = output.before.slice(0, -1);
      const folder = output.before + output.job;
      if (job?.folder === folder) continue;
      if (job !== undefined) yield await jobItem(job, names);
      const label = file.label.slice(0, file.label.length - output.place.length) || file.label;
      job = { folder, callFolder, label, firstFile: file.path };
    }
    if (loose.length > 0) yield* looseItems(loose, names, messages);
    if (job !== undefined) yield await jobItem(job, names);
  }
  yield* messages;
}

/** Every file under a path, depth first by name; what can't be read is a problem of its own. */
/** The files among and under a path, in the order of their names. */
export async function* filesUnder(path: string): AsyncGenerator<File | FoundItem> {
  let entries: Dirent[];
  try {
    if (!(await stat(path)).isDirectory()) {
      yield { path, label: path };
      return;
    }
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    yield { type: 'problem', label: path, error: toFileError(error, path) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.name === 'node_modules' || entry.name === '.git') continue;
    if (entry.isDirectory()) yield* filesUnder(inside);
    else if (entry.isSymbolicLink() && !(await isFile(inside))) yield { type: 'ignored', label: inside };
    else yield { path: inside, label: inside };
  }
}

/** A link to a folder is not followed: it may lead back to where it lies. */
async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function jobItem({ folder, callFolder, label, firstFile }: Job, names: CallNames): Promise<FoundItem> {
  return {
    type: 'job',
    callId: names.of(callIdOfFolder(callFolder), callFolder),
    jobId: basename(folder),
    label,
    modifiedMs: (await modifiedMs(join(folder, MANIFEST_NAME))) ?? (await modifiedMs(firstFile)) ?? 0,
    documents: { folder },
  };
}

/** All that stands between the outputs prefix and the job; without the prefix, the folder around the job. */
function callIdOfFolder(callFolder: string): string {
  const marker = `/${DEFAULT_LAYOUT.outputsPrefix}`;
  const at = `${callFolder}/`.lastIndexOf(marker);
  const below = at === -1 ? '' : callFolder.slice(at + marker.length);
  return below === '' ? basename(callFolder) : below;
}

async function* looseItems(files: File[], names: CallNames, messages: FoundItem[]): AsyncGenerator<FoundItem> {
  const documents: File[] = [];
  for (const file of files) {
    const message = await messageIn(file);
    if (message === undefined) documents.push(file);
    else messages.push(message);
  }
  const [first] = documents;
  if (first === undefined) return;
  const folder = dirname(resolve(first.path));
  const callId = names.of(looseName(first.path), folder);
  yield {
    type: 'job',
    callId,
    jobId: `loose-${callId}`.slice(0, 200).replaceAll('/', '-'),
    label: first.label,
    modifiedMs: (await modifiedMs(first.path)) ?? 0,
    documents: { files: documents.map((file) => file.path) },
  };
}

/** The folder and name that loose documents of one call share. */
function looseCall(path: string): string {
  return join(dirname(path), looseName(path));
}

function looseName(path: string): string {
  const stem = basename(path).replace(/\.json$/i, '');
  if (stem === 'result' || stem === 'results') return basename(dirname(resolve(path))) || stem;
  return stem.replace(LOOSE_NAME, '') || stem;
}

/** The message that a file holds; `undefined` when it holds something else, or can't be read: that shows when it is used. */
async function messageIn({ path, label }: File): Promise<FoundItem | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > LARGEST_MESSAGE_BYTES) return undefined;
    const body = await readFile(path, 'utf8');
    try {
      unwrap(body, mtimeMs, DEFAULT_LAYOUT);
    } catch (error) {
      if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) return undefined;
    }
    return { type: 'message', label, modifiedMs: Math.round(mtimeMs), body };
  } catch {
    return undefined;
  }
}

async function modifiedMs(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => undefined,
  );
}

/** Gives each folder's calls names of their own: two that would share one are told apart by their path. */
class CallNames {
  readonly #folders = new Map<string, string>();

  of(name: string, folder: string): string {
    const taken = this.#folders.get(name);
    if (taken === undefined) this.#folders.set(name, folder);
    if (taken === undefined || taken === folder) return name;
    return relative(process.cwd(), join(folder, name)).split(sep).join('/');
  }
}

/** What the file system refused, in Earshot's codes. */
export function toFileError(error: unknown, path: string): EarshotError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const details = { uri: path, found: code };
  if (code === 'ENOENT') return new EarshotError('EARSHOT_NOT_FOUND', `${path}: no such file or folder`, { details });
  if (code === 'EACCES' || code === 'EPERM')
    return new EarshotError('EARSHOT_DENIED', `${path}: may not be read`, { details });
  return new EarshotError('EARSHOT_UNAVAILABLE', `${path}: ${code}`, { cause: error, details });
}
