import type { RecordingNameReader } from './recording-name.js';

/** Where recordings arrive and results go. */
export interface Layout {
  /** Keys that begin so and end in one of the suffixes are recordings. */
  readonly uploadsPrefix: string;
  /** File suffixes of recordings, lower case, with the dot; any letter case matches. */
  readonly mediaSuffixes: readonly string[];
  /** Keys that begin so are an analyzer's results. Ends in `/` or is empty. */
  readonly outputsPrefix: string;
  /** Where documents of other systems arrive, each of them a call. The first that a key is below counts. @defaultValue nowhere */
  readonly imports?: readonly ImportPrefix[] | undefined;
  /** Reads what names of recordings say. @defaultValue DEFAULT_NAMES */
  readonly names?: RecordingNameReader | undefined;
}

/** Keys that begin so, and end in the suffix of a format, are documents of other systems. */
export interface ImportPrefix {
  readonly prefix: string;
  /** The name of the format of all of them, such as `pca`. @defaultValue each is recognized by its content */
  readonly format?: string | undefined;
}

/** Calls are written as files below it, apart from what analyzers write. Nothing there is taken for a document of another system. */
export const FILES_PREFIX = 'call-files/';

/** The file suffixes of audio and video that mark recordings by default: those that Amazon's analyzer accepts. */
export const MEDIA_SUFFIXES = [
  '.amr',
  '.avi',
  '.flac',
  '.m4a',
  '.m4v',
  '.mkv',
  '.mov',
  '.mp3',
  '.mp4',
  '.ogg',
  '.wav',
  '.webm',
] as const;

export const DEFAULT_LAYOUT: Layout = {
  uploadsPrefix: 'uploads/',
  mediaSuffixes: MEDIA_SUFFIXES,
  outputsPrefix: 'transcription-outputs/',
  imports: [],
};
