import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT, FILES_PREFIX, type Layout, unwrap } from '../../src/index.js';
import { notification, objectCreated, SENT_MS, s3Record } from './bodies.js';

const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex') };
const layout: Layout = { ...DEFAULT_LAYOUT, imports: [{ prefix: 'pca/', format: 'pca' }, { prefix: 'exports/' }] };
const eventOf = (body: object, given: Layout = layout) => unwrap(body, SENT_MS, given, digests)[0];
const uriOf = (key: string) => expect.stringMatching(new RegExp(`^s3://[^/]+/${key}$`));

describe('an object below a prefix of imports', () => {
  test.each([
    ['a notification of S3', notification(s3Record('pca/2026/call+7.wav.json'))],
    ['an event of EventBridge', objectCreated('pca/2026/call 7.wav.json')],
  ])('is a document of the prefix’s format, in %s', (_, body) => {
    expect(eventOf(body)).toMatchObject({
      type: 'job_finished',
      job: {
        jobId: expect.stringMatching(/^import-call 7\.wav-[0-9a-f]{16}$/),
        resultUri: uriOf('pca/2026/call 7\\.wav\\.json'),
        format: 'pca',
      },
    });
  });

  test('is none where calls are written as files: each import would write others', () => {
    const all = { ...DEFAULT_LAYOUT, imports: [{ prefix: '' }] };
    expect(eventOf(objectCreated('exports/a.vtt'), all)).toMatchObject({ type: 'job_finished' });
    expect(eventOf(objectCreated(`${FILES_PREFIX}0f0f/transcript.vtt`), all)?.type).not.toBe('job_finished');
  });

  test('is another job when it was written again, and the same one when it is reported again', () => {
    const jobOf = (etag: string, key = 'exports/a.json') => {
      const event = eventOf(objectCreated(key, { etag }));
      return event?.type === 'job_finished' ? event.job.jobId : event?.type;
    };
    expect(jobOf('one')).toBe(jobOf('one'));
    expect(new Set([jobOf('one'), jobOf('two'), jobOf('one', 'exports/sub/a.json')])).toHaveProperty('size', 3);
  });

  test('may have a name of any length and any characters', () => {
    for (const key of ['exports/call.vtt', 'exports/call.SRT']) {
      expect(eventOf(objectCreated(key))).toMatchObject({ type: 'job_finished' });
    }
    for (const name of ['x'.repeat(600), '😀'.repeat(200), '\u0001', '.', ' ']) {
      expect(eventOf(objectCreated(`exports/${name}.json`))).toMatchObject({ type: 'job_finished' });
    }
  });

  test.each(['exports/', 'exports/readme', 'exports/call.wav', 'exports/call.txt', 'other/call.json'])(
    'is ignored where it can be no document: %s',
    (key) => {
      expect(eventOf(objectCreated(key))).toMatchObject({ type: 'ignored' });
    },
  );

  test('is a recording if uploads go there too', () => {
    const shared = { ...layout, uploadsPrefix: 'exports/' };
    expect(eventOf(objectCreated('exports/call.wav'), shared)).toMatchObject({ type: 'recording_arrived' });
    expect(eventOf(objectCreated('exports/call.json'), shared)).toMatchObject({ type: 'job_finished' });
  });

  test('is ignored without such a prefix', () => {
    expect(eventOf(objectCreated('exports/call.json'), DEFAULT_LAYOUT)).toMatchObject({ type: 'ignored' });
  });
});
