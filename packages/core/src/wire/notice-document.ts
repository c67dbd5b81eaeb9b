import * as z from 'zod/mini';
import { InsightId } from '../coaching/insight.js';
import { CallHash, CallId } from '../model/call.js';
import type { Notice } from '../model/notice.js';
import { RecordState } from '../model/record.js';
import { Iso } from './iso-time.js';

/** The version of {@link NoticeDocument}. New optional fields and new kinds don't change it. */
export const NOTICE_VERSION = 1;

/** A {@link Notice} as it is sent: JSON in UTF-8, with an ISO 8601 time in UTC. Ignore fields that you don't know. */
export const NoticeDocument = z.object({
  schemaVersion: z.literal(NOTICE_VERSION),
  id: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')),
  kind: z.string().check(z.maxLength(64), z.regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, 'expected a dotted name')),
  hash: CallHash,
  state: RecordState,
  time: Iso,
  callId: z.optional(CallId),
  insightId: z.optional(InsightId),
});
export type NoticeDocument = z.infer<typeof NoticeDocument>;

/** The document of a notice. */
export function toNoticeDocument({ atMs, callId, ...facts }: Notice): NoticeDocument {
  const document = { schemaVersion: NOTICE_VERSION, ...facts, time: new Date(atMs).toISOString() } as const;
  return callId === undefined ? document : { ...document, callId };
}
