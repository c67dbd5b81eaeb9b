import { inventedAudio, inventedCustom, inventedVideo } from './invented-call.js';
import { type BedrockJob, folderOf, modalityOf } from './job.js';
import type { JobDocument, JobSuccess, Modality } from './outcome.js';

/** An object that a job writes. */
export interface Writing {
  readonly bucket: string;
  readonly key: string;
  readonly body: string;
}

/** What the service writes to find out whether it may. */
export function accessCheck(job: BedrockJob): Writing {
  const { bucket, key } = folderOf(job);
  return { bucket, key: `${key}/0/.s3_access_check`, body: '' };
}

/** Where a job's manifest lies. */
export function manifestUriOf(job: BedrockJob): string {
  const { bucket, key } = folderOf(job);
  return `s3://${bucket}/${key}/job_metadata.json`;
}

/** What a job is about: what its outcome says, else what its recording looks like. */
export function modalityOfJob(job: BedrockJob): Modality {
  const told = job.outcome?.kind === 'success' ? job.outcome.modality : undefined;
  return told ?? modalityOf(job.input) ?? 'AUDIO';
}

/** Everything that a job writes that ends well, in order. */
export function resultsOf(job: BedrockJob, success: JobSuccess): readonly Writing[] {
  if (success.manifestUri !== undefined) return [];
  const { bucket, key } = folderOf(job);
  const modality = success.modality ?? modalityOf(job.input) ?? 'AUDIO';
  const standard = success.standard ?? (modality === 'AUDIO' ? inventedAudio(job.input) : inventedVideo(job.input));
  const custom = success.custom ?? (hasBlueprint(job) ? inventedCustom(job.input) : 'NONE');
  const writing = (place: string, document: JobDocument): Writing => ({
    bucket,
    key: `${key}/${place}`,
    body: JSON.stringify(document),
  });
  const { redacted = {} } = success;
  const outputs = [
    writing(STANDARD, standard),
    ...(redacted.standard === undefined ? [] : [writing(REDACTED_STANDARD, redacted.standard)]),
    ...(typeof custom === 'string' ? [] : [writing(CUSTOM, custom)]),
    ...(redacted.custom === undefined ? [] : [writing(REDACTED_CUSTOM, redacted.custom)]),
  ];
  const manifest = writing('job_metadata.json', manifestOf(job, modality, custom));
  return success.manifest === 'first' ? [manifest, ...outputs] : [...outputs, manifest];
}

const STANDARD = '0/standard_output/0/result.json';
const CUSTOM = '0/custom_output/0/result.json';
const REDACTED_STANDARD = '0/standard_output/0/redacted/result.json';
const REDACTED_CUSTOM = '0/custom_output/0/redacted/result.json';

function manifestOf(job: BedrockJob, modality: Modality, custom: JobDocument | 'NO_MATCH' | 'NONE'): JobDocument {
  const { bucket, key } = folderOf(job);
  const at = (place: string) => `s3://${bucket}/${key}/${place}`;
  return {
    job_id: job.jobId,
    job_status: 'PROCESSED',
    semantic_modality: modality,
    output_metadata: [
      {
        asset_id: 0,
        asset_input_path: { s3_bucket: job.input.bucket, s3_key: job.input.key },
        segment_metadata: [
          {
            standard_output_path: at(STANDARD),
            ...(typeof custom === 'object' && { custom_output_path: at(CUSTOM), custom_output_status: 'MATCH' }),
            ...(custom === 'NO_MATCH' && { custom_output_status: 'NO_MATCH' }),
          },
        ],
      },
    ],
  };
}

function hasBlueprint({ request }: BedrockJob): boolean {
  return request.dataAutomationConfiguration !== undefined || request.blueprints !== undefined;
}
