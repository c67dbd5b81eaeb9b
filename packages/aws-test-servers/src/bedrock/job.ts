import type { JobOutcome, Modality } from './outcome.js';
import type { Invocation } from './request-model.js';

/** Where an object lies. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** A job that the server has taken on. */
export interface BedrockJob {
  readonly jobId: string;
  readonly invocationArn: string;
  readonly request: Invocation;
  readonly input: Place;
  /** As the request has it, with whatever slash is at its end. */
  readonly output: Place;
  readonly submittedAt: Date;
  readonly status: 'Created' | 'InProgress' | 'Success' | 'ClientError' | 'ServiceError';
  /** How it ended. */
  readonly outcome?: JobOutcome;
  readonly completedAt?: Date;
}

/** The object or folder of `s3://bucket/key`. */
export function placeOf(uri: string): Place {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  return { bucket, key };
}

/** The job's folder: joined with a slash whatever is before it, as the service does. */
export function folderOf({ output, jobId }: Pick<BedrockJob, 'output' | 'jobId'>): Place {
  return { bucket: output.bucket, key: output.key === '' ? jobId : `${output.key}/${jobId}` };
}

/** What a recording is taken for by its name; `undefined` when it is no recording. */
export function modalityOf({ key }: Place): Modality | undefined {
  const suffix = /\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? '';
  if (['amr', 'flac', 'm4a', 'mp3', 'ogg', 'wav', 'webm'].includes(suffix)) return 'AUDIO';
  return ['avi', 'm4v', 'mkv', 'mov', 'mp4'].includes(suffix) ? 'VIDEO' : undefined;
}
