import { expect, test } from 'vitest';
import { uploadInBulk } from './bulk-upload.js';
import { BULK_UPLOAD } from './bulk-upload-plan.js';

test('100,000 calls uploaded at once are all analyzed once, whatever the quota, and no message is dead-lettered', async () => {
  const report = await uploadInBulk(BULK_UPLOAD);
  const { calls } = BULK_UPLOAD;
  expect(report).toMatchObject({ completed: calls, jobs: calls, starts: calls, deadLetters: 0 });
  expect(report.crashes).toBeGreaterThan(100);
  expect(report.refusals / report.starts).toBeLessThanOrEqual(0.05);
  expect(report.busyShare).toBeGreaterThanOrEqual(0.95);
}, 120_000);
