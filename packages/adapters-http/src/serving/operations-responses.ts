import { DeadLetterItem } from '@earshot/core';
import * as z from 'zod/mini';

const Natural = z.int().check(z.nonnegative());

/** A dead-lettered message. */
export const DeadLetterResponse = z.object({
  ...DeadLetterItem.shape,
  body: z
    .optional(z.string())
    .check(z.describe('What was sent, cut after 4,000 characters. Only for callers with the scope `admin`.')),
});
export type DeadLetterResponse = z.infer<typeof DeadLetterResponse>;

/** Dead-lettered messages of every queue. */
export const DeadLettersList = z.object({
  count: Natural.check(z.describe('How many messages there are here.')),
  items: z.array(DeadLetterResponse).check(z.describe('At most 100 of each queue.')),
  queues: z
    .array(z.object({ name: z.string(), dead_lettered: Natural }))
    .check(z.describe('How many there are of each queue, about.')),
});
export type DeadLettersList = z.infer<typeof DeadLettersList>;

/** The outcome of messages that were to be sent back. */
export const RedriveReceipt = z.object({
  message: z.string(),
  queue: z.string(),
  moved: Natural,
  stopped_by: z.optional(z.string()).check(z.describe('What kept the rest from being moved. Absent when all were.')),
});
export type RedriveReceipt = z.infer<typeof RedriveReceipt>;

/** The outcome of messages that were to be deleted. */
export const DiscardReceipt = z.object({
  message: z.string(),
  queue: z.string(),
  discarded: Natural,
  missing: z.array(z.string()).check(z.describe('Those of the given ids that no dead-lettered message has.')),
});
export type DiscardReceipt = z.infer<typeof DiscardReceipt>;

/** What was found out about the server's machine. */
export const DoctorReport = z.object({
  healthy: z.boolean().check(z.describe('Whether nothing is missing, damaged or failed.')),
  checks: z.array(
    z.object({
      name: z.string(),
      state: z
        .enum(['ok', 'absent', 'damaged', 'missing', 'failed'])
        .check(
          z.describe(
            '`missing` and `failed` keep the server from transcribing; `damaged` are calls that can’t be read; `absent` is something ' +
              'optional.',
          ),
        ),
      detail: z.string(),
    }),
  ),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
