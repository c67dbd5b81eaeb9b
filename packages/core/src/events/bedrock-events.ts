import { z } from 'zod';
import { JobId } from '../model/job.js';
import { objectUri } from '../model/uri.js';
import type { InboundEvent } from './inbound-event.js';
import { jobFolder, type Layout, MANIFEST_NAME } from './layout.js';
import { parseMessage } from './message.js';

const PREFIX = 'Bedrock Data Automation Job ';

const BedrockJobEvent = z.object({
  'detail-type': z.string(),
  time: z.iso.datetime({ offset: true }).optional(),
  detail: z.object({
    job_id: JobId,
    semantic_modality: z.string().nullish(),
    output_s3_location: z.object({ s3_bucket: z.string().min(1), name: z.string() }),
    error_message: z.string().nullish(),
  }),
});

/** Whether this is the detail-type of one of Bedrock Data Automation's job events. */
export function isBedrockJobEvent(detailType: unknown): boolean {
  return typeof detailType === 'string' && detailType.startsWith(PREFIX);
}

/** One of the four job events that Bedrock Data Automation sends through EventBridge. */
export function readBedrockJobEvent(raw: unknown, layout: Layout, sentAtMs: number): InboundEvent {
  const event = parseMessage(BedrockJobEvent, raw, 'Bedrock job event');
  const { job_id: jobId, semantic_modality: modality, output_s3_location: output, error_message } = event.detail;
  const outcome = event['detail-type'].slice(PREFIX.length);
  if (outcome === 'Created') return { type: 'ignored', reason: 'a job was created' };
  if (modality && !['AUDIO', 'VIDEO'].includes(modality.toUpperCase())) {
    return { type: 'ignored', reason: `a job on something else: ${modality}` };
  }
  if (!output.name.startsWith(layout.outputsPrefix)) {
    return { type: 'ignored', reason: `a job whose results go elsewhere: ${output.name}` };
  }
  const beforeJob = output.name.split(`/${jobId}`)[0] ?? output.name;
  const manifestUri = objectUri(output.s3_bucket, `${beforeJob}/${jobId}/${MANIFEST_NAME}`);
  const between = beforeJob.slice(layout.outputsPrefix.length);
  const eventMs = event.time === undefined ? sentAtMs : Date.parse(event.time);
  const job = { ...jobFolder(between, jobId, manifestUri), sentAtMs: eventMs };
  if (outcome === 'Succeeded') return { type: 'job_finished', job };
  const code = outcome.includes('Client') ? 'ClientError' : 'ServiceError';
  return { type: 'job_failed', job, failure: { code, reason: error_message || outcome } };
}
