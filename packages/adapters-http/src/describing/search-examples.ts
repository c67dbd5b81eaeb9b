import type * as z from 'zod/mini';
import type { FoundMomentsItem } from '../serving/search-responses.js';
import { EXAMPLE_HASH } from './examples.js';

export const EXAMPLE_MOMENTS: z.input<typeof FoundMomentsItem> = {
  count: 1,
  hits: [
    {
      hash: EXAMPLE_HASH,
      call_id: 'call-2026-09-14-0042',
      recorded_at: '2026-09-14T09:32:00.000Z',
      start_ms: 61_200,
      end_ms: 64_900,
      speaker: 'spk_1',
      role: 'customer',
      language: 'EN',
      source: 'speech',
      snippet: {
        text: 'I was charged twice, and I want my money back.',
        marks: [
          { start_character: 34, end_character: 39 },
          { start_character: 40, end_character: 44 },
        ],
      },
      matched: ['words', 'meaning'],
      call_url: `/analytics/${EXAMPLE_HASH}`,
      recording_url: `/calls/${EXAMPLE_HASH}/recording#t=61.2`,
    },
  ],
  totals: { hits: 7, calls: 4 },
  by: 'both',
  pagination: { pageSize: 1, nextToken: '1~003a9d23.5d0c', hasMore: true },
};
