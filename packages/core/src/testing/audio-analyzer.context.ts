import type { Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import type { AnalysisRequest, AudioAnalyzer } from '../ports/audio-analyzer.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** An analyzer that has no jobs, and the world around it. */
export interface AudioAnalyzerContext extends ContractContext {
  readonly analyzer: AudioAnalyzer;
  /** The job ends well, and its results are next to this manifest. */
  readonly succeed: (jobId: JobId, resultUri: ObjectUri) => void | Promise<void>;
  /** The job ends badly, for the reason that the analyzer reports as this failure. */
  readonly fail: (jobId: JobId, failure: Failure) => void | Promise<void>;
  /**
   * Makes sure that the analyzer can take a request on: puts a recording where the request says, or points it to
   * one. Gives the request to make, with the same idempotency key. Without it, requests are made as the suite has them.
   */
  readonly request?: (request: AnalysisRequest) => AnalysisRequest | Promise<AnalysisRequest>;
  /** From now on the recording of a request can't be read, for want of a permission; or it can again. */
  readonly permit?: (request: AnalysisRequest, permitted: boolean) => void | Promise<void>;
  /** From now on there are as many jobs as there may be; or there is room again. */
  readonly fill?: (full: boolean) => void | Promise<void>;
  /** How many analyses have been begun, where the world around can tell. */
  readonly begun?: () => number | Promise<number>;
}

/** Facts of an {@link AudioAnalyzer}. */
export interface AudioAnalyzerContractOptions extends ContractOptions {
  /**
   * Turns a request into one for a recording that can never be analyzed, such as a text file. For analyzers that look at
   * a recording before they take it on; others let the job fail.
   */
  readonly unfit?: (request: AnalysisRequest) => AnalysisRequest;
  /** Turns a request into one for a recording that is not there. For analyzers that look before they start. */
  readonly absent?: (request: AnalysisRequest) => AnalysisRequest;
  /** It reads recordings with permissions that may be missing, and looks before it starts: its context has `permit`. */
  readonly permissions?: boolean;
  /** It has so many jobs at once and no more: its context has `fill`. */
  readonly jobQuota?: boolean;
  /** It has `cancel`. */
  readonly cancels?: boolean;
  /** It has `progress`. */
  readonly reportsProgress?: boolean;
}
