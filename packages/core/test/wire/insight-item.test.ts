import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { InsightItem, keptInsight, toInsightItem } from '../../src/index.js';
import { insightArbitrary } from '../../src/testing/arbitrary-insight.js';

const STRICT = z.strictObject(InsightItem.shape);

test('an insight item holds every field that its schema has, and no other', async () => {
  await fc.assert(
    fc.property(insightArbitrary(), fc.nat(), (insight, atMs) => {
      const decision = { status: 'dismissed', atMs, actor: 'Ada' } as const;
      const comment = { text: 'No.', atMs, actor: 'Ada' };
      const kept = keptInsight({ insight, isGiven: true, decisions: [decision], comments: [comment], version: 2 });
      const item = toInsightItem(kept);
      expect(STRICT.safeParse(JSON.parse(JSON.stringify(item))).error).toBeUndefined();
      const at = new Date(atMs).toISOString();
      expect(item).toMatchObject({ status: 'dismissed', version: 2, updatedAt: at });
      expect([item.decisions, item.comments]).toEqual([
        [{ status: 'dismissed', at, actor: 'Ada' }],
        [{ text: 'No.', at, actor: 'Ada' }],
      ]);
      expect(Date.parse(item.createdAt)).toBe(insight.createdAtMs);
      expect(Date.parse(item.callTime)).toBe(insight.callTimeMs);
    }),
  );
});
