import * as z from 'zod/mini';
import type { JsonObject } from '../../input/json.js';
import { parseMessage } from '../../input/parse-input.js';
import type { EventContext, InboundEvent } from '../../intake/inbound-event.js';
import { jobLocation } from '../../intake/job-location.js';
import { JobId } from '../../model/job.js';
import { NonEmpty } from '../../model/primitives.js';
import { ObjectUri, objectUri } from '../../model/uri.js';
import { MANIFEST_NAME } from './manifest.js';

const PREFIX = 'Bedrock Data Automation Job ';

// Made when the first event of its kind comes, as those of S3.
const BedrockJobEvent = z.lazy(() =>
  z.object({
    'detail-type': z.string(),
    time: z.optional(z.iso.datetime({ offset: true })),
    detail: z.object({
      job_id: JobId,
      semantic_modality: z.nullish(z.string()),
      input_s3_object: z.nullish(z.object({ s3_bucket: z.string(), name: z.string() })),
      output_s3_location: z.object({ s3_bucket: NonEmpty, name: z.string() }),
      error_message: z.nullish(z.string()),
    }),
  }),
);

/** One of the four job events that Bedrock Data Automation sends through EventBridge. */
export function readJobEvent(message: JsonObject, { layout, sentAtMs }: EventContext): InboundEvent | undefined {
  const detailType = message['detail-type'];
  if (message['source'] !== 'aws.bedrock' || typeof detailType !== 'string' || !detailType.startsWith(PREFIX)) {
    return undefined;
  }
  const event = parseMessage(BedrockJobEvent, message, 'Bedrock job event');
  const { job_id: jobId, semantic_modality: modality, output_s3_location: output, error_message } = event.detail;
  const input = event.detail.input_s3_object;
  const outcome = event['detail-type'].slice(PREFIX.length);
  if (modality && !['AUDIO', 'VIDEO'].includes(modality.toUpperCase())) {
    return { type: 'ignored', reason: `not an audio or video job: ${modality}` };
  }
  if (!output.name.startsWith(layout.outputsPrefix)) {
    return { type: 'ignored', reason: `a job whose results go elsewhere: ${output.name}` };
  }
  const beforeJob = beforeLast(output.name, jobId);
  const manifestUri = objectUri(output.s3_bucket, `${beforeJob}${jobId}/${MANIFEST_NAME}`);
  const between = beforeJob.slice(layout.outputsPrefix.length);
  const eventMs = event.time === undefined ? sentAtMs : Date.parse(event.time);
  const mediaUri = input ? ObjectUri.safeParse(`s3://${input.s3_bucket}/${input.name}`).data : undefined;
  const job = { ...jobLocation(between, jobId, manifestUri), sentAtMs: eventMs, mediaUri };
  if (outcome === 'Succeeded') return { type: 'job_finished', job };
  if (!outcome.startsWith('Failed')) return { type: 'ignored', reason: `a job event of type ${outcome}` };
  const code = outcome.includes('Client') ? 'ClientError' : 'ServiceError';
  return { type: 'job_failed', job, failure: { code, reason: error_message || outcome } };
}

/** What stands before the last folder of a name in a path; all of the path when no folder is called so. */
function beforeLast(path: string, folder: string): string {
  const at = `/${path}/`.lastIndexOf(`/${folder}/`);
  return at === -1 ? `${path}/` : path.slice(0, at);
}
