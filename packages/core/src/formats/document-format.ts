import type { DocumentReader } from './imported-call.js';
import type { JobPlace, ResultFormat, ResultLayout } from './result-format.js';
import { type TranscriptFile, transcriptFile } from './transcript-file.js';

export type { ImportedCall } from './imported-call.js';

/**
 * A format of another system in which one file is one call. Lenient in, strict out: what is surprising is left out with a
 * warning among the findings, and only a file without what the format can't do without is refused.
 */
export interface DocumentFormat extends DocumentReader {
  /** The suffixes of its files, lower case, with the dot. */
  readonly suffixes: readonly string[];
  /** How the vendor's own layout names its objects, where it has one: `/(^|\/)parsedFiles\/[^/]+\.json$/`. */
  readonly keyPattern?: RegExp;
  /** Whether a file is of this format, by its content. Cheap; false on doubt. Never throws. */
  recognizes(file: TranscriptFile): boolean;
}

/** The folder, in that of a job, that says that a document was imported. Its own folder is named after its format. */
const IMPORTED = 'earshot-import';

/** The {@link ResultLayout} of a {@link DocumentFormat}. */
export function documentLayout({ name, suffixes, keyPattern }: DocumentFormat): ResultLayout {
  const folder = `/${IMPORTED}/${name}/`;
  const jobAt = (path: string): JobPlace | undefined => {
    const at = path.lastIndexOf(folder);
    const document = path.slice(at + folder.length);
    if (at > 0 && document !== '' && !document.includes('/')) return jobInFolder(path, at);
    return keyPattern?.test(path) && IN_STORE.test(path) ? jobOfOneDocument(path) : undefined;
  };
  return { name, documentSuffixes: suffixes, jobAt };
}

/** On a disk, any folder may have the name that a vendor gives to its own. */
const IN_STORE = /^[a-z][a-z0-9+.-]*:\/\//;

function jobInFolder(result: string, end: number): JobPlace {
  const start = result.lastIndexOf('/', end - 1) + 1;
  return { job: result.slice(start, end), before: result.slice(0, start), output: result.slice(0, end + 1), result };
}

function jobOfOneDocument(path: string): JobPlace {
  const start = path.lastIndexOf('/') + 1;
  return { job: path.slice(start), before: path.slice(0, start), output: path, result: path };
}

/** Makes a format whose jobs have one document each, of a {@link DocumentFormat}. */
export function documentFormat(format: DocumentFormat): ResultFormat {
  return {
    ...documentLayout(format),
    placeOf: (bytes, name) =>
      format.recognizes(transcriptFile(bytes, name)) ? `${IMPORTED}/${format.name}/${name}` : undefined,
    read: async (result, options) => {
      const { readImported } = await import('./read-imported.js');
      return readImported(format, result, options);
    },
  };
}
