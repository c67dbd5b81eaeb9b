import { expect, test } from 'vitest';
import { uploadInBulk } from './bulk-upload.js';
import { BULK_UPLOAD, bulkUploadOf } from './bulk-upload-plan.js';

test.each([
  { ...BULK_UPLOAD, indexLagMs: 300 },
  { ...bulkUploadOf(20_000), indexLagMs: 0 },
  { ...bulkUploadOf(20_000), indexLagMs: 1_000 },
])(
  '$calls calls uploaded at once are all analyzed once, whatever the quota, and no message is dead-lettered, while lists lag $indexLagMs ms',
  async (plan) => {
    const { calls } = plan;
    const report = await uploadInBulk(plan);
    expect(report).toMatchObject({ completed: calls, jobs: calls, starts: calls, deadLetters: 0 });
    expect(report.crashes).toBeGreaterThan(100);
    expect(report.refusals / report.starts).toBeLessThanOrEqual(0.05);
    expect(report.busyShare).toBeGreaterThanOrEqual(0.95);
  },
  600_000,
);
