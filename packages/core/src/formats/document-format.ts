import { EarshotError } from '../errors.js';
import type { Analysis } from '../model/analysis.js';
import { type Warning, warningFinding } from '../model/finding.js';
import type { ObjectUri } from '../model/uri.js';
import { checkCall } from './check-call.js';
import { checkBound } from './read-bounds.js';
import { readDocument } from './read-document.js';
import { redactedCall } from './redacted-call.js';
import type { JobPlace, JobReading, ReadJobOptions, ReadOptions, ResultFormat, ResultLayout } from './result-format.js';
import { shareText } from './share-text.js';
import { lastOfFile, type TranscriptFile, transcriptFile } from './transcript-file.js';

/** What a file says of one call. */
export interface ImportedCall {
  /** The system's own id of the call, such as a GUID, a job's name, or a contact's id. Any text: it is made fit for a call id. */
  readonly callId?: string | undefined;
  /** When the call took place, where the file says so, epoch ms. */
  readonly recordedAtMs?: number | undefined;
  /** The recording, where the file names it. */
  readonly mediaUri?: ObjectUri | undefined;
  /** Whether the file says that personal data is masked in all of it. @defaultValue false */
  readonly isRedacted?: boolean | undefined;
  readonly analysis: Omit<Analysis, 'sources'>;
}

/**
 * A format of another system in which one file is one call. Lenient in, strict out: what is surprising is left out with a
 * warning among the findings, and only a file without what the format can't do without is refused.
 */
export interface DocumentFormat {
  /** Unique among the formats in use, such as `pca`: letters, digits and hyphens. */
  readonly name: string;
  /** What a file of this format is, for people, such as `a Post Call Analytics transcript`. */
  readonly title: string;
  /** The suffixes of its files, lower case, with the dot. */
  readonly suffixes: readonly string[];
  /** How the vendor's own layout names its objects, where it has one: `/(^|\/)parsedFiles\/[^/]+\.json$/`. */
  readonly keyPattern?: RegExp;
  /** Whether a file is of this format, by its content. Cheap; false on doubt. Never throws. */
  recognizes(file: TranscriptFile): boolean;
  /**
   * Reads a file. Load the reader here, with `import()`: most processes never need it.
   * @throws EarshotError `EARSHOT_UNREADABLE` with `details.path` when the file lacks what the format can't do without
   */
  read(file: TranscriptFile, options: ReadOptions): ImportedCall | Promise<ImportedCall>;
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
    read: (result, options) => readCall(format, result, options),
  };
}

async function readCall(format: DocumentFormat, uri: ObjectUri, options: ReadJobOptions): Promise<JobReading> {
  const { store, bounds, copies } = options;
  const { callId, recordedAtMs, mediaUri, analysis, isRedacted } = await readDocument(store, uri, async (bytes) => {
    checkBound(bytes.length, bounds.bytes, 'bytes', uri);
    const file = lastOfFile(bytes, uri.slice(uri.lastIndexOf('/') + 1));
    const call = await format.read(file, options);
    checkCall(call, format.title);
    return withWarnings(call, file.warnings());
  });
  const isToMask = copies === 'redacted';
  const { findSensitiveData: find } = options;
  const isSearched = isRedacted || find !== undefined || analysis.sensitiveData.length > 0;
  if (isToMask && !isSearched) throw notRedacted(format, uri);
  const kept = isToMask ? await redactedCall(analysis, find) : analysis;
  if (kept.transcript !== undefined) shareText(kept.transcript);
  const sources = [{ uri, kind: format.name, redacted: isToMask }];
  return { state: 'completed', analysis: { ...kept, sources }, callId, recordedAtMs, mediaUri };
}

function withWarnings(call: ImportedCall, warnings: readonly Warning[]): ImportedCall {
  if (warnings.length === 0) return call;
  const findings = [...(call.analysis.findings ?? []), ...warnings.map(warningFinding)];
  return { ...call, analysis: { ...call.analysis, findings } };
}

function notRedacted({ title }: DocumentFormat, uri: ObjectUri): EarshotError {
  const message = `only redacted copies are kept, and ${uri} is ${title} that masks no personal data`;
  return new EarshotError('EARSHOT_NOT_REDACTED', message, { retryable: false, details: { uri } });
}
