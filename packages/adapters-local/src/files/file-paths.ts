import { join } from 'node:path';
import { EarshotError, type ObjectUri } from '@earshot/core';
import { beginningOf, type NamedText, nameOf, textOf } from './file-names.js';

/** A folder of a store, as far as it can be told from the beginning of a URI. */
export interface FolderPlace {
  /** Below the store's own folder, outermost first. */
  readonly folders: readonly string[];
  /** What every URI in the folder begins with. */
  readonly text: string;
  /** How the text goes on from there. */
  readonly rest: string;
}

const URI = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)\/(.*)$/s;
const SCHEME = /^[a-z][a-z0-9+.-]*:$/;
const LOCAL = 'local';
/** Of the scheme {@link LOCAL}, these lie right in the store's folder; all else is in a folder of its scheme. */
const PLAIN_BUCKET = /^[a-z0-9][a-z0-9.-]{0,62}$/;

/**
 * The innermost folder of everything that begins with a text: a whole URI or a part of one. Different URIs are at
 * different places, and a place tells its URI.
 */
export function placeOf(text: string): FolderPlace {
  const [, scheme, bucket, key] = URI.exec(text) ?? [];
  if (scheme === undefined || bucket === undefined || key === undefined) return { folders: [], text: '', rest: text };
  const segments = key.split('/');
  const last = inChunks(segments.pop() ?? '');
  const isPlain = scheme === LOCAL && PLAIN_BUCKET.test(bucket);
  const top = isPlain ? [nameOf(bucket, 'folder')] : [nameOf(`${scheme}:`, 'folder'), ...foldersOf(bucket)];
  return {
    folders: [...top, ...segments.flatMap(foldersOf), ...last.folders],
    text: text.slice(0, text.length - last.rest.length),
    rest: last.rest,
  };
}

/**
 * Where an object lies, below the store's own folder.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the URI holds half a character, which no file system can write
 */
export function relativePathOf(uri: ObjectUri): string {
  if (/\p{Surrogate}/u.test(uri)) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', "an object's URI contains a lone surrogate", {
      details: { field: 'uri', found: 'half a character', expected: 'whole characters' },
    });
  }
  const { folders, rest } = placeOf(uri);
  return join(...folders, nameOf(rest, 'file'));
}

/** What the name of something in a folder says of the URIs that it leads to; `undefined` when it leads to none. */
export function namedIn(folderText: string, name: string): NamedText | undefined {
  const named = textOf(name);
  if (named === undefined) return undefined;
  const { text, kind } = named;
  if (folderText !== '') return { text: folderText + text + (kind === 'folder' ? '/' : ''), kind };
  if (kind !== 'folder') return undefined;
  if (SCHEME.test(text)) return { text: `${text}//`, kind };
  return PLAIN_BUCKET.test(text) ? { text: `${LOCAL}://${text}/`, kind } : undefined;
}

function foldersOf(segment: string): string[] {
  const { folders, rest } = inChunks(segment);
  return [...folders, nameOf(rest, 'folder')];
}

function inChunks(segment: string): { readonly folders: string[]; readonly rest: string } {
  const folders: string[] = [];
  let rest = segment;
  for (let beginning = beginningOf(rest); beginning !== undefined; beginning = beginningOf(rest)) {
    folders.push(nameOf(beginning, 'beginning'));
    rest = rest.slice(beginning.length);
  }
  return { folders, rest };
}
