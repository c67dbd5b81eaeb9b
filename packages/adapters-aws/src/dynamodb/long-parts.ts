import { Analysis } from '@earshot/core';
import * as z from 'zod/mini';

/** The parts of an {@link Analysis} that grow with the length of a call, and that lists leave out. */
export const LongParts = z.pick(Analysis, {
  transcript: true,
  topicSummaries: true,
  moderation: true,
  sensitiveData: true,
  findings: true,
});
export type LongParts = z.infer<typeof LongParts>;

/** An analysis that has none. */
export const NO_LONG_PARTS: LongParts = { topicSummaries: [], moderation: [], sensitiveData: [] };

/** Only the {@link LongParts} of an analysis. */
export function longPartsOf({ transcript, topicSummaries, moderation, sensitiveData, findings }: Analysis): LongParts {
  return {
    ...(transcript === undefined ? {} : { transcript }),
    topicSummaries,
    moderation,
    sensitiveData,
    ...(findings === undefined ? {} : { findings }),
  };
}
