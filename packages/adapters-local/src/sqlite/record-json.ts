import { crc32 } from 'node:zlib';
import { EarshotError, isEarshotError } from '@earshot/core';
import { guarded } from './sqlite-errors.js';

/** JSON as stored, with the checksum that says whether it still is what was written. */
export interface KeptJson {
  readonly json: string;
  readonly crc32: number;
}

/** A value as stored. */
export function keptJson(value: unknown): KeptJson {
  const json = JSON.stringify(value);
  return { json, crc32: crc32(json) };
}

/** Where JSON was kept. */
export interface JsonPlace {
  /** The database's path. */
  readonly file: string;
  /** Whose call it is. */
  readonly hash: string;
}

/**
 * The value that {@link keptJson} was given. What is bit for bit what this program wrote needs no other look.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is something else, or gone
 */
export function readJson<T>(
  kept: { readonly [K in keyof KeptJson]: KeptJson[K] | null },
  { file, hash }: JsonPlace,
): T {
  if (kept.json !== null && crc32(kept.json) === kept.crc32) return JSON.parse(kept.json);
  const message = `database ${file}: call ${hash} is damaged: restore a backup, or erase the call and analyze its recording again`;
  throw new EarshotError('EARSHOT_UNREADABLE', message, { details: { file, hash } });
}

/** What reading one call gives; `undefined` when it, or the page of the file that it is on, is damaged. */
export function unlessDamaged<T>(file: string, read: () => T): T | undefined {
  try {
    return guarded(file, read);
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_UNREADABLE')) return undefined;
    throw error;
  }
}
