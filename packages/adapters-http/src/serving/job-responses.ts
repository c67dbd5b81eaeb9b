import { JobItem } from '@earshot/core';
import * as z from 'zod/mini';
import { AnalyticsList } from './responses.js';

/** A job, and where to go from it. */
export const JobResponse = z.extend(JobItem, {
  links: z.object({
    self: z.string(),
    call: z.string(),
    events: z.optional(z.string()),
    cancel: z.optional(z.string()),
    retry: z.optional(z.string()),
  }),
});
export type JobResponse = z.infer<typeof JobResponse>;

/** Jobs, and how to go on. */
export const JobsList = z.object({
  count: AnalyticsList.shape.count,
  items: z.array(JobResponse),
  pagination: AnalyticsList.shape.pagination,
  damaged: AnalyticsList.shape.damaged,
});
export type JobsList = z.infer<typeof JobsList>;

/** The outcome of a cancelled job. */
export const CancelReceipt = z.object({
  message: z.string(),
  analysis: z
    .enum(['not_started', 'stopped', 'ended', 'continues'])
    .check(
      z.describe(
        '`continues`: the analyzer can not stop jobs, as Bedrock Data Automation can not; its result will be ignored. `ended`: ' +
          'the analysis ended meanwhile, and its result is ignored.',
      ),
    ),
  job: JobResponse,
});
export type CancelReceipt = z.infer<typeof CancelReceipt>;
