import * as z from 'zod/mini';
import type { JsonObject } from '../../input/json.js';
import { parseMessage } from '../../input/parse-input.js';
import type { EventContext, InboundEvent } from '../../intake/inbound-event.js';
import { jobLocation } from '../../intake/job-location.js';
import { JobId } from '../../model/job.js';
import { ObjectUri, objectUri } from '../../model/uri.js';
import { bdaJobFailure } from './job-errors.js';
import { MANIFEST_NAME } from './manifest.js';

const PREFIX = 'Bedrock Data Automation Job ';

/** A place that may be null, absent, or have nothing in it. */
const place = () => z.nullish(z.object({ s3_bucket: z.nullish(z.string()), name: z.nullish(z.string()) }));

// Made when the first event of its kind comes, as those of S3.
const BedrockJobEvent = z.lazy(() =>
  z.object({
    time: z.optional(z.iso.datetime({ offset: true })),
    detail: z.object({
      job_id: JobId,
      semantic_modality: z.nullish(z.string()),
      input_s3_object: place(),
      output_s3_location: place(),
      error_message: z.nullish(z.string()),
    }),
  }),
);

/**
 * One of the four job events that Bedrock Data Automation sends through EventBridge. The end of a job is all that counts:
 * others are ignored, whatever they say.
 */
export function readJobEvent(message: JsonObject, { layout, sentAtMs }: EventContext): InboundEvent | undefined {
  const detailType = message['detail-type'];
  if (message['source'] !== 'aws.bedrock' || typeof detailType !== 'string' || !detailType.startsWith(PREFIX)) {
    return undefined;
  }
  const outcome = detailType.slice(PREFIX.length);
  const failed = outcome.startsWith('Failed');
  if (!failed && outcome !== 'Succeeded') return { type: 'ignored', reason: `a job event of type ${outcome}` };
  const { time, detail } = parseMessage(BedrockJobEvent, message, 'Bedrock job event');
  const { job_id: jobId, semantic_modality: modality, input_s3_object: input, output_s3_location: output } = detail;
  if (modality && !['AUDIO', 'VIDEO'].includes(modality.toUpperCase())) {
    return { type: 'ignored', reason: `not an audio or video job: ${modality}` };
  }
  const named = input?.s3_bucket && input.name ? `s3://${input.s3_bucket}/${input.name}` : undefined;
  const mediaUri = ObjectUri.safeParse(named).data;
  const mention = { jobId, sentAtMs: time === undefined ? sentAtMs : Date.parse(time), mediaUri };
  const failure = failed ? bdaJobFailure({ word: outcome, message: detail.error_message }) : undefined;
  if (!output?.s3_bucket || !output.name) {
    return failure === undefined
      ? { type: 'ignored', reason: `job ${jobId} says nothing about its results: they have events of their own` }
      : { type: 'job_failed', job: mention, ...failure };
  }
  if (!output.name.startsWith(layout.outputsPrefix)) {
    return { type: 'ignored', reason: `a job whose results go elsewhere: ${output.name}` };
  }
  const beforeJob = beforeLast(output.name, jobId);
  const manifestUri = objectUri(output.s3_bucket, `${beforeJob}${jobId}/${MANIFEST_NAME}`);
  const location = jobLocation(beforeJob.slice(layout.outputsPrefix.length), jobId, manifestUri);
  if (failure === undefined) return { type: 'job_finished', job: { ...mention, ...location } };
  return { type: 'job_failed', job: { ...mention, folder: location.folder }, ...failure };
}

/** What is before the last folder of a name in a path; all of the path when no folder is called so. */
function beforeLast(path: string, folder: string): string {
  const at = `/${path}/`.lastIndexOf(`/${folder}/`);
  return at === -1 ? `${path}/` : path.slice(0, at);
}
