import type { JsonObject } from '../../input/json.js';
import { type BdaObject, block } from './blocks.js';

export interface BdaManifest {
  readonly jobId: string;
  /** The job's folder, with a slash at its end, such as `s3://results/outputs/call-1/0f3a…/`. */
  readonly folder: string;
  /** The recording. */
  readonly input?: BdaObject;
  /** @defaultValue `AUDIO` */
  readonly modality?: 'AUDIO' | 'VIDEO' | 'IMAGE' | 'DOCUMENT';
  /** @defaultValue `PROCESSED` */
  readonly status?: string;
  /** Whether the blueprint matched. @defaultValue there was none */
  readonly custom?: 'MATCH' | 'NO_MATCH' | undefined;
  /** How many segments the recording was cut into. @defaultValue 1 */
  readonly segments?: number;
}

export interface BdaJob extends Omit<BdaManifest, 'custom' | 'segments'> {
  readonly standard: JsonObject;
  /** The output of the blueprint, or `NO_MATCH`. @defaultValue there was no blueprint */
  readonly custom?: JsonObject | 'NO_MATCH' | undefined;
  /** The copies in which personal data is masked. @defaultValue none */
  readonly redacted?: { readonly standard?: JsonObject | undefined; readonly custom?: JsonObject | undefined };
}

/** A file of a job. */
export interface BdaFile {
  readonly name: 'access check' | 'standard' | 'custom' | 'manifest';
  readonly redacted: boolean;
  /** Below the job's folder. */
  readonly path: string;
  readonly uri: string;
  /** What the file holds, parsed; absent for the empty file that every job begins with. */
  readonly document?: JsonObject;
}

/** The name of an output's file below the job's folder. */
export function outputPath(kind: 'standard' | 'custom', { redacted = false, segment = 0 } = {}): string {
  return `0/${kind}_output/${segment}/${redacted ? 'redacted/' : ''}result.json`;
}

/** The manifest, `job_metadata.json`. */
export function jobManifest(manifest: BdaManifest): JsonObject {
  const { jobId, folder, input, modality = 'AUDIO', status = 'PROCESSED', custom, segments = 1 } = manifest;
  const pathOf = (kind: 'standard' | 'custom', segment: number) => folder + outputPath(kind, { segment });
  return {
    job_id: jobId,
    job_status: status,
    semantic_modality: modality,
    output_metadata: [
      block({
        asset_id: 0,
        asset_input_path: input && { s3_bucket: input.bucket, s3_key: input.key },
        segment_metadata: Array.from({ length: segments }, (_, segment) =>
          block({
            standard_output_path: pathOf('standard', segment),
            custom_output_path: custom === 'MATCH' ? pathOf('custom', segment) : undefined,
            custom_output_status: custom,
          }),
        ),
      }),
    ],
  };
}

/**
 * All files of a job, in the layout that Amazon Bedrock Data Automation writes them in. The manifest is the last of them.
 *
 * @example
 * const input = { bucket: 'recordings', key: 'call.wav' };
 * const turns = [{ text: 'Good morning.', startMs: 500, endMs: 1_400, speaker: 'spk_0' }];
 * const files = buildBdaJob({
 *   jobId: 'job-1',
 *   folder: 's3://results/outputs/call-1/job-1/',
 *   input,
 *   standard: audioOutput({ input, turns, summary: 'Somebody greets.' }),
 *   custom: customOutput({ fields: { call_summary: 'A greeting.' } }),
 * });
 */
export function buildBdaJob({ standard, custom, redacted = {}, ...job }: BdaJob): readonly BdaFile[] {
  const file = (name: BdaFile['name'], path: string, document?: JsonObject, isRedacted = false): BdaFile[] => [
    { name, redacted: isRedacted, path, uri: job.folder + path, ...(document && { document }) },
  ];
  const output = (kind: 'standard' | 'custom', document: JsonObject | undefined, isRedacted: boolean) =>
    document === undefined ? [] : file(kind, outputPath(kind, { redacted: isRedacted }), document, isRedacted);
  const matched = typeof custom === 'object' ? custom : undefined;
  return [
    ...file('access check', '0/.s3_access_check'),
    ...output('standard', standard, false),
    ...output('standard', redacted.standard, true),
    ...output('custom', matched, false),
    ...output('custom', redacted.custom, true),
    ...file(
      'manifest',
      'job_metadata.json',
      jobManifest({ ...job, custom: typeof custom === 'object' ? 'MATCH' : custom }),
    ),
  ];
}
