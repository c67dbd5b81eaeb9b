import { buildBdaJob } from '@earshot/core/testing/bda';
import { inventedAudio, inventedCustom, inventedVideo } from './invented-call.js';
import { type BedrockJob, folderOf, modalityOf } from './job.js';
import type { JobSuccess, Modality } from './outcome.js';

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
  const files = buildBdaJob({
    jobId: job.jobId,
    folder: `s3://${bucket}/${key}/`,
    input: job.input,
    modality,
    standard,
    custom: custom === 'NONE' ? undefined : custom,
    ...(success.redacted && { redacted: success.redacted }),
  });
  const [manifest, outputs] = [true, false].map((isManifest) =>
    files.flatMap(({ name, path, document }) =>
      document !== undefined && isManifest === (name === 'manifest')
        ? [{ bucket, key: `${key}/${path}`, body: JSON.stringify(document) }]
        : [],
    ),
  ) as [Writing[], Writing[]];
  return success.manifest === 'first' ? [...manifest, ...outputs] : [...outputs, ...manifest];
}

function hasBlueprint({ request }: BedrockJob): boolean {
  return request.dataAutomationConfiguration !== undefined || request.blueprints !== undefined;
}
