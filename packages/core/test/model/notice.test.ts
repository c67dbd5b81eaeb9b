import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endNotices, NoticeDocument, type StateChange, toNoticeDocument } from '../../src/index.js';
import { callRecordArbitrary, noticeArbitrary } from '../../src/testing/index.js';
import { aRecord } from './records.js';

const digests = { sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex') };
const at = (...states: StateChange['state'][]) => states.map((state, step) => ({ state, atMs: step * 1_000 }));
const noticesOf = (...states: StateChange['state'][]) =>
  endNotices(aRecord({ callId: 'call-7', history: at(...states) }), digests);

test('each end of a call is a notice, with the time at which the record says that it ended', () => {
  expect(noticesOf('submitted', 'analyzing')).toEqual([]);
  expect(
    noticesOf('submitted', 'analyzing', 'failed', 'submitted', 'no_match', 'submitted', 'completed'),
  ).toMatchObject([
    { kind: 'call.failed', state: 'failed', atMs: 2_000 },
    { kind: 'call.no_match', state: 'no_match', atMs: 4_000 },
    { kind: 'call.completed', state: 'completed', atMs: 6_000 },
  ]);
});

test('a failure that was followed by another attempt in the same change is no end', () => {
  const history = [...at('submitted', 'analyzing', 'failed'), { state: 'submitted' as const, atMs: 2_000 }];
  expect(endNotices(aRecord({ callId: 'call-7', history }), digests)).toEqual([]);
});

test('an end keeps its id whatever happens to the call later, and another end has another', () => {
  const [failed] = noticesOf('submitted', 'failed');
  const [sameAgain, failedAgain] = noticesOf('submitted', 'failed', 'submitted', 'failed', 'submitted');
  expect(sameAgain).toEqual(failed);
  expect(failedAgain?.id).not.toBe(failed?.id);
  expect(failed?.id).toMatch(/^[0-9a-f]{64}$/);
});

test('calls have different ids, and so has a call that was erased and came back', () => {
  const history = at('completed');
  const records = [
    aRecord({ callId: 'a', history }),
    aRecord({ callId: 'b', history }),
    aRecord({ callId: 'a', history, createdAtMs: 1 }),
  ];
  const ids = records.flatMap((record) => endNotices(record, digests).map(({ id }) => id));
  expect(new Set(ids).size).toBe(3);
});

test('a notice names the call by its hash alone, unless call ids are asked for', () => {
  const record = aRecord({ callId: '+49 151 0000000', history: at('completed') });
  const [plain] = endNotices(record, digests);
  expect(JSON.stringify(plain)).not.toContain('0000000');
  expect(endNotices(record, digests, { withCallId: true })).toEqual([{ ...plain, callId: record.callId }]);
});

test('whatever a record says, its notices hold nothing but what the document lists', () => {
  const allowed = ['schemaVersion', 'id', 'kind', 'hash', 'state', 'time'];
  fc.assert(
    fc.property(callRecordArbitrary(), (record) => {
      for (const notice of endNotices(record, digests)) {
        const document = toNoticeDocument(notice);
        expect(NoticeDocument.parse(document)).toEqual(document);
        expect(Object.keys(document).filter((name) => !allowed.includes(name))).toEqual([]);
      }
    }),
  );
});

test('the document of any notice fits its schema, also after JSON', () => {
  fc.assert(
    fc.property(noticeArbitrary(), (notice) => {
      const document = toNoticeDocument(notice);
      expect(NoticeDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
      expect(Date.parse(document.time)).toBe(notice.atMs);
    }),
  );
});
