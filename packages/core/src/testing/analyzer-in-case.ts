import type { CallId } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';
import type { AnalysisRequest, AudioAnalyzer } from '../ports/audio-analyzer.js';
import { assertEqual } from './assert.js';
import type { AudioAnalyzerContext } from './audio-analyzer.context.js';
import type { ContractContext } from './contract.js';

export interface AnalyzerInCase extends ContractContext {
  readonly context: AudioAnalyzerContext;
  readonly analyzer: AudioAnalyzer;
  /** Starts the analysis of the sample request with this number, and names its job. */
  readonly start: (number: number, changes?: Partial<AnalysisRequest>) => Promise<JobId>;
}

/** The analyzer of a context, with a short way to start jobs. */
export function inCase(context: AudioAnalyzerContext): AnalyzerInCase {
  const { analyzer } = context;
  const start = async (number: number, changes: Partial<AnalysisRequest> = {}) => {
    return (await analyzer.start(await prepared(context, sampleRequest(number, changes)))).jobId;
  };
  return { context, analyzer, start, dispose: () => context.dispose?.() };
}

/** The request as the context wants it made. */
export async function prepared(context: AudioAnalyzerContext, request: AnalysisRequest): Promise<AnalysisRequest> {
  return (await context.request?.(request)) ?? request;
}

/** A request of its own for each number. */
export function sampleRequest(number: number, changes: Partial<AnalysisRequest> = {}): AnalysisRequest {
  return {
    callId: `call-${number}` as CallId,
    media: { uri: `s3://contract/uploads/${number}.wav` as ObjectUri, eTag: 'e', sizeBytes: 1_000 },
    outputUri: `s3://contract/outputs/call-${number}` as ObjectUri,
    idempotencyKey: number.toString(16).padStart(64, '0'),
    ...changes,
  };
}

/** Where the results of a job that went well lie. */
export const MANIFEST = 's3://contract/outputs/call-1/job/job_metadata.json' as ObjectUri;

/** Why a job went badly, in words that are easily lost. */
export const FAILURE: Failure = {
  code: 'EARSHOT_INVALID_INPUT',
  reason: 'Das Gespräch ist leer: "0 s".\nNothing was heard. 返金',
};

/** Fails unless so many analyses were begun, where the context can tell. */
export async function assertBegun({ begun }: AudioAnalyzerContext, expected: number): Promise<void> {
  if (begun !== undefined) assertEqual(await begun(), expected, 'so many analyses were begun');
}
