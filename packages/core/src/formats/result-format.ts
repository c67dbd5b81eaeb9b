import type { JsonObject } from '../input/json.js';
import type { EventContext, InboundEvent } from '../intake/inbound-event.js';
import type { Analysis, AnalysisSource, Copies, SensitiveDataFinding, TranscriptSegment } from '../model/analysis.js';
import type { Failure } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import type { ReadBounds } from './read-bounds.js';

/**
 * Which objects are a vendor's results, and which events announce them. This is enough to interpret messages;
 * {@link ResultFormat} adds reading.
 */
export interface ResultLayout {
  /** Unique among the formats in use, such as `bda`. */
  readonly name: string;

  /**
   * The suffixes, lower case and with the dot, of files each of which is a job by itself, at any location. Such a format reads
   * the document that it is given, and finds it by its content.
   * @defaultValue none: jobs are found by their paths
   */
  readonly documentSuffixes?: readonly string[];

  /**
   * Whether `result` only names the job's other documents, and quotes nothing of them: then it may be read before it is known
   * which copies may be kept.
   * @defaultValue false
   */
  readonly hasManifest?: boolean;

  /**
   * Finds the job that an object belongs to, by its path alone. Any of the job's objects gives the same `result`: their
   * events may arrive in any order. Pure.
   * @param path a key without the outputs prefix, or any longer path that ends in one: a URI, a file on disk
   * @returns `undefined` when no object of this format has such a path
   */
  jobAt(path: string): JobPlace | undefined;

  /**
   * Reads an event of the vendor's own that says how a job ended.
   * @returns `undefined` when the message is no such event
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when it is one with a wrong field
   */
  readEvent?(message: JsonObject, context: EventContext): InboundEvent | undefined;
}

/**
 * How a vendor writes down what it found in a recording. Use cases, events and importers know formats by this interface
 * alone. {@link bdaFormat} is an example with all members.
 */
export interface ResultFormat extends ResultLayout {
  /**
   * Recognizes a document by its content, wherever it was found.
   * @param name the file's name, without folders
   * @returns the path that it has within its job's folder; {@link ResultLayout.jobAt} finds that job again. `undefined` when it
   * is of another format
   * @throws EarshotError `EARSHOT_UNREADABLE` when it is of this format, and so damaged that its place can't be told
   */
  placeOf(bytes: Uint8Array, name: string): string | undefined;

  /**
   * Reads what a finished job found.
   * @param result as {@link ResultLayout.jobAt} gave it
   * @throws EarshotError `EARSHOT_UNAVAILABLE` (retryable) while a document is missing, `EARSHOT_NOT_REDACTED` (retryable)
   * while a redacted copy is, `EARSHOT_UNREADABLE` with `details.uri` and `details.path` when one can't be read or the job is
   * beyond the bounds; what the store throws
   */
  read(result: ObjectUri, options: ReadJobOptions): Promise<JobReading>;

  /**
   * The text of the result document of a job whose other documents were copied without it.
   * @param places the paths of what is there, within the job's folder
   * @defaultValue such a job can't be read
   */
  resultFor?(job: string, places: readonly string[]): string;

  /**
   * Whether a document may be kept where only redacted copies are: it is a redacted copy, or says nothing of the call.
   * @defaultValue none may
   */
  isRedacted?(path: string, bytes: Uint8Array): boolean;
}

/** A job as the path of one of its objects names it. */
export interface JobPlace {
  /** The job's name, unique within its analyzer. */
  readonly job: string;
  /** The path before the job's own part, empty or ending in `/`. A direct child of the outputs prefix names the call. */
  readonly before: string;
  /** What holds the job's documents and nothing else: the path of a folder, ending in `/`, or of the only document. */
  readonly output: string;
  /** The path of the document whose presence says that the job is done. */
  readonly result: string;
}

/** Which of the bulky parts are wanted. What is not wanted is not checked either. */
export interface ReadOptions {
  /** Words with their times. @defaultValue false */
  readonly words?: boolean;
  /** Moderation scores per segment. @defaultValue false */
  readonly moderation?: boolean;
}

/**
 * Finds personal data in texts: the `segmentIndex` of a finding is the position of its text. Documents of other systems are
 * masked where it finds something, if only redacted copies may be kept.
 */
export type SensitiveDataFinder = (
  texts: readonly Pick<TranscriptSegment, 'text' | 'startMs' | 'endMs' | 'speaker'>[],
) => readonly SensitiveDataFinding[] | Promise<readonly SensitiveDataFinding[]>;

/** How to read a job. */
export interface ReadJobOptions extends ReadOptions {
  readonly store: Pick<ResultStore, 'get'>;
  /** With `redacted`, read no original: give redacted copies as sources, or throw `EARSHOT_NOT_REDACTED`. */
  readonly copies: Copies;
  /** @defaultValue what documents mark is all that is masked in them, and one without marks is refused */
  readonly findSensitiveData?: SensitiveDataFinder | undefined;
  readonly bounds: ReadBounds;
  /**
   * The documents that an earlier reading gave as its sources, to read again: these and no others. A format with one document per
   * job needs no look at them.
   */
  readonly sources?: readonly AnalysisSource[] | undefined;
}

export type JobReading =
  | {
      /** `no_match`: analyzed, but the blueprint didn't match. */
      readonly state: 'completed' | 'no_match';
      readonly analysis: Analysis;
      /** The recording that was analyzed, where the documents name it. */
      readonly mediaUri?: ObjectUri | undefined;
      /** The id that the documents give to the call, as they write it. */
      readonly callId?: string | undefined;
      /** When the call took place, where the documents say so, epoch ms. */
      readonly recordedAtMs?: number | undefined;
    }
  | {
      readonly state: 'failed';
      readonly failure: Failure;
      /** Whether another job on the same recording may end well. @defaultValue false */
      readonly retryable?: boolean;
      readonly mediaUri?: ObjectUri | undefined;
    }
  /** Not a job on audio or video. */
  | { readonly state: 'ignored'; readonly reason: string };
