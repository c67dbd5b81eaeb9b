import { AnalyticsItem, CallHash, CallId, RecordState } from '@earshot/core';
import { z } from 'zod';

/** Calls, and how to go on. */
export const AnalyticsList = z.object({
  message: z.string(),
  count: z.int().nonnegative().meta({ description: 'How many items there are here.' }),
  items: z.array(AnalyticsItem),
  pagination: z.object({
    pageSize: z.int().min(1).max(100),
    nextToken: z.string().nullable().meta({ description: 'Gets the next page; null when nothing follows.' }),
    hasMore: z.boolean().meta({
      description: 'Whether more may follow. A page may be short, even empty, while more do.',
    }),
  }),
});
export type AnalyticsList = z.infer<typeof AnalyticsList>;

/** What became of a request to analyse a call. */
export const StartReceipt = z.object({
  message: z.string(),
  status: z.enum(['started', 'known']).meta({ description: '`known`: the call was here, and needed nothing.' }),
  hash: CallHash,
  call_id: CallId,
  state: RecordState,
  job_id: z.string().optional(),
});
export type StartReceipt = z.infer<typeof StartReceipt>;

/** What an erasure removed: the proof of it. */
export const ErasureItem = z.object({
  message: z.string(),
  hash: CallHash,
  erased_at: z.iso.datetime(),
  documents: z.array(z.string()).meta({ description: 'The result documents removed, redacted copies included.' }),
  record_removed: z.boolean(),
  recording: z.string().optional().meta({ description: 'The recording itself, which is left alone.' }),
});
export type ErasureItem = z.infer<typeof ErasureItem>;

/** How the server is. */
export const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  uptime_ms: z.int().nonnegative(),
  adapters: z.record(z.string(), z.string()).meta({ description: 'Which adapter plugs into each port.' }),
});
export type Health = z.infer<typeof Health>;
