import { createHash } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { synthesise } from '../synthesis.ts';
import { type DeployedStack, deployTemplate } from './deployed-stack.ts';
import { ask } from './gateway.ts';

const BUCKET = 'pca-outputbucket';
const synthesis = synthesise({
  environment: 'coached',
  region: 'eu-central-1',
  keepData: false,
  coaching: {},
  search: { enabled: true, dimensions: 256 },
  results: { imports: [{ bucket: BUCKET, prefix: 'parsedFiles/', format: 'pca' }] },
});
let stack: DeployedStack;

beforeAll(async () => {
  stack = await deployTemplate(synthesis);
  await stack.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
}, 60_000);
afterAll(() => stack?.close());

const get = (path: string) => ask(synthesis.template, stack.functions, path);

/** Puts a transcript into Post Call Analytics' bucket, and says so as EventBridge does. */
async function arrives(key: string, document: object): Promise<void> {
  await stack.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: JSON.stringify(document) }));
  await stack.emit({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time: '2026-03-01T13:00:00Z',
    detail: { bucket: { name: BUCKET }, object: { key, etag: 'a' } },
  });
}

it('the rule for a bucket of Post Call Analytics leads from a transcript to insights and moments in the API', async () => {
  const document = {
    ConversationAnalytics: {
      GUID: 'unhappy',
      Agent: 'Zoe',
      Duration: 180,
      SentimentTrends: { spk_0: { SentimentScore: -3.5 }, spk_1: { SentimentScore: 2.1 } },
      SpeakerTime: { spk_0: { TotalTimeSecs: 45 }, spk_1: { TotalTimeSecs: 120 } },
    },
    SpeechSegments: [
      { SegmentSpeaker: 'spk_0', SegmentStartTime: 0, SegmentEndTime: 5, DisplayText: 'It broke again.' },
    ],
  };
  await arrives('elsewhere/unhappy.json', document);
  await arrives('parsedFiles/unhappy.json', document);
  await vi.waitFor(
    async () => {
      const { status, body } = await get('/coaching-analytics');
      expect({ status, body }).toMatchObject({ status: 200, body: { totalInsights: 2, highPriorityInsights: 1 } });
    },
    { timeout: 20_000, interval: 100 },
  );
  expect(await get('/agents')).toMatchObject({ status: 200, body: { agents: [{ name: 'Zoe' }] } });
  const hash = createHash('md5').update('unhappy', 'utf8').digest('hex');
  expect(await get(`/calls/${hash}/coaching`)).toMatchObject({ status: 200 });
  expect(await get('/analytics')).toMatchObject({ status: 200, body: { count: 1 } });
  expect(await get('/search?q=broke+again')).toMatchObject({
    status: 200,
    body: { hits: [{ call_id: 'unhappy', snippet: { text: 'It broke again.' } }] },
  });
  expect(stack.denied).toEqual([]);
  expect(stack.excess()).toEqual([]);
});
