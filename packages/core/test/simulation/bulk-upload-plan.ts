import type { BulkUploadOptions } from './bulk-upload.js';

/** 100,000 calls at once, with 20 jobs expected, and a real quota of 20, then 8, then 30. */
export const BULK_UPLOAD: BulkUploadOptions = {
  calls: 100_000,
  quotas: [
    { quota: 20, untilCalls: 40_000 },
    { quota: 8, untilCalls: 60_000 },
    { quota: 30, untilCalls: 100_000 },
  ],
  expected: 20,
  indexLagMs: 300,
  duplicateShare: 0.05,
  crashShare: 0.005,
  lostEventShare: 0.001,
  seed: 20_260_914,
};

/** As {@link BULK_UPLOAD}, with fewer calls. */
export function bulkUploadOf(calls: number): BulkUploadOptions {
  const share = calls / BULK_UPLOAD.calls;
  const quotas = BULK_UPLOAD.quotas.map(({ quota, untilCalls }) => ({ quota, untilCalls: untilCalls * share }));
  return { ...BULK_UPLOAD, calls, quotas };
}
