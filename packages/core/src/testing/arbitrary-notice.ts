import * as fc from 'fast-check';
import type { InsightId } from '../coaching/insight.js';
import { END_NOTICES, INSIGHT_NOTICE, type Notice } from '../model/notice.js';
import { RECORD_STATES } from '../model/record.js';
import { callHashArbitrary, callIdArbitrary } from './arbitraries.js';
import { epochMsArbitrary, mixed } from './arbitrary-parts.js';

/** Notices of known kinds and of others, some with a call id. */
export function noticeArbitrary(): fc.Arbitrary<Notice> {
  const digit = fc.constantFrom(...'0123456789abcdef');
  return mixed<Omit<Notice, 'callId' | 'insightId'>, Pick<Notice, 'callId' | 'insightId'>>(
    {
      id: fc.string({ unit: digit, minLength: 64, maxLength: 64 }),
      kind: fc.constantFrom(...Object.values(END_NOTICES), INSIGHT_NOTICE, 'a.b.c_9'),
      hash: callHashArbitrary(),
      state: fc.constantFrom(...RECORD_STATES),
      atMs: epochMsArbitrary(),
    },
    {
      callId: callIdArbitrary(),
      insightId: fc.string({ unit: digit, minLength: 32, maxLength: 32 }).map((id) => id as InsightId),
    },
  );
}
