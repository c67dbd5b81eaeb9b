import type { Analysis } from '../model/analysis.js';
import type { ObjectUri } from '../model/uri.js';
import type { ReadOptions } from './result-format.js';
import type { TranscriptFile } from './transcript-file.js';

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

export interface DocumentReader {
  /** Unique among the formats in use, such as `pca`: letters, digits and hyphens. */
  readonly name: string;
  /** What a file of this format is, for people, such as `a Post Call Analytics transcript`. */
  readonly title: string;
  /**
   * Reads a file. Load the reader here, with `import()`: most processes never need it.
   * @throws EarshotError `EARSHOT_UNREADABLE` with `details.path` when the file lacks what the format can't do without
   */
  read(file: TranscriptFile, options: ReadOptions): ImportedCall | Promise<ImportedCall>;
}
