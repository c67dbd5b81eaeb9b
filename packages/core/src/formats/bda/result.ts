import type { Analysis } from '../../model/analysis.js';
import type { JobId } from '../../model/job.js';
import type { ObjectUri } from '../../model/uri.js';

/** What one result document adds to an {@link Analysis}. */
export type AnalysisPart = Partial<Omit<Analysis, 'sources'>>;

/** An analyzer's standard output: what was said. */
export interface StandardResult {
  readonly kind: 'standard';
  readonly modality: 'audio' | 'video';
  /** The media object that was analyzed. */
  readonly input?: ObjectUri | undefined;
  readonly analysis: AnalysisPart;
}

/** An analyzer's custom output: what a blueprint made of it. */
export interface CustomResult {
  readonly kind: 'custom';
  /**
   * Whether it shows by itself that it is about a recording. One of an image shows nothing, nor does one of a recording
   * with unusual fields: then only the manifest tells.
   */
  readonly aboutRecording: boolean;
  readonly analysis: AnalysisPart;
}

/** What a finished job says of itself: `job_metadata.json`. */
export interface JobManifest {
  readonly kind: 'manifest';
  readonly jobId: JobId;
  /** The vendor's word, such as `PROCESSED`. */
  readonly status?: string | undefined;
  /** `AUDIO`, `VIDEO`, `DOCUMENT`, `IMAGE`. */
  readonly modality?: string | undefined;
  readonly assets: readonly {
    readonly assetId?: string | undefined;
    readonly input?: ObjectUri | undefined;
    readonly segments: readonly {
      readonly standardUri?: ObjectUri | undefined;
      readonly customUri?: ObjectUri | undefined;
      /** `MATCH`, `NO_MATCH`, or a word that is not known yet. */
      readonly customStatus?: string | undefined;
    }[];
  }[];
}

/** The result of a job on something that is no recording: a document or an image. */
export interface OtherResult {
  readonly kind: 'other';
  readonly modality: string;
}

/** What a document turned out to be, and what it says. */
export type ResultDocument = JobManifest | StandardResult | CustomResult | OtherResult;
