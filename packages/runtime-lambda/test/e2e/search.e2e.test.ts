import { S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createMomentIndexInput, DynamoSharedState, S3VectorsMomentIndex } from '@earshot/adapters-aws';
import { connectionTo } from '@earshot/aws-test-servers';
import { CallHash } from '@earshot/core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Deployment, deploy, hashOf } from './deployment.js';

const PLACE = { vectorBucket: 'vectors', index: 'moments-256', dimensions: 256 } as const;
let earshot: Deployment;

beforeAll(async () => {
  earshot = await deploy({
    vectorIndex: createMomentIndexInput(PLACE.vectorBucket, PLACE.index, PLACE.dimensions),
    environment: {
      EARSHOT_IMPORTS: 'parsedFiles/=pca',
      EARSHOT_SEARCH_BUCKET: PLACE.vectorBucket,
      EARSHOT_SEARCH_INDEX: PLACE.index,
      EARSHOT_SEARCH_DIMENSIONS: String(PLACE.dimensions),
    },
  });
}, 60_000);
afterAll(() => earshot?.close());

const said = (name: string, ...lines: string[]) =>
  JSON.stringify({
    ConversationAnalytics: { GUID: name, Agent: 'Zoe', Duration: 60, ConversationTime: '2026-03-01T12:00:00' },
    SpeechSegments: lines.map((DisplayText, at) => ({
      SegmentSpeaker: `spk_${at % 2}`,
      SegmentStartTime: at * 10,
      SegmentEndTime: at * 10 + 5,
      DisplayText,
    })),
  });

let minutes = 0;
/** Puts a transcript into the bucket, and says so as EventBridge does. */
async function arrives(name: string, document: string): Promise<void> {
  const key = `parsedFiles/${name}.json`;
  await earshot.stack.upload(key, 'results', document);
  const time = new Date(Date.UTC(2026, 2, 1, 13, minutes++)).toISOString();
  const detail = { bucket: { name: 'results' }, object: { key, etag: String(minutes) } };
  await earshot.send('results', { source: 'aws.s3', 'detail-type': 'Object Created', time, detail });
  await earshot.settled();
}

const vectors = () => earshot.stack.s3Vectors.vectors(PLACE.vectorBucket, PLACE.index);
const textsIn = () => vectors().map(({ metadata }) => JSON.parse(String(metadata['moment'])).moment.text as string);

it('a transcript in S3 becomes vectors of its moments, embedded by the model', async () => {
  await arrives(
    'billing',
    said('billing', 'The invoice was paid, and the money was taken twice.', 'I am sorry to hear that.'),
  );
  await vi.waitFor(() => expect(textsIn()).toContain('The invoice was paid, and the money was taken twice.'));
  expect(vectors().every(({ key }) => key.startsWith(`${hashOf('billing')}#`))).toBe(true);
  expect(vectors().map(({ metadata }) => metadata['model'])).toContain('amazon.titan-embed-text-v2:0/256');
  expect([...earshot.functions.persistence.actions().keys()]).toEqual(
    expect.arrayContaining(['bedrock:InvokeModel', 's3vectors:PutVectors']),
  );
});

const search = async (query: string) => {
  const { status, body } = await earshot.get(`/search?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as {
    hits: { call_id: string; snippet: { text: string }; matched: string[]; start_ms?: number }[];
    by: string;
  };
};

it('GET /search finds the moment by its words and by what is near in meaning, behind an HTTP API and a REST API', async () => {
  await arrives(
    'greeting',
    said('greeting', 'Good morning, how may I help you today?', 'I would like to order a lamp.'),
  );
  for (const gateway of ['HTTP API', 'REST API', 'function URL'] as const) {
    const { status, body } = await earshot.get('/search?q=taken+twice', gateway);
    const [first] = body['hits'] as object[];
    expect({ status, by: body['by'], first }).toMatchObject({ status: 200, by: 'both', first: { call_id: 'billing' } });
  }
  const [hit] = (await search('q=taken+twice&by=words')).hits;
  expect(hit).toMatchObject({ start_ms: 0, matched: ['words'] });
  expect(hit?.snippet.text).toContain('taken twice');
  const [near] = (await search('q=how+may+I+help&by=meaning')).hits;
  expect(near).toMatchObject({ call_id: 'greeting', matched: ['meaning'] });
  expect((await search('q=order&call=billing&by=words')).hits).toEqual([]);
});

it('refuses what the index can not do, and says which parameter is wrong', async () => {
  for (const query of ['q=deliv*', 'by=words', 'q=x&by=none', 'q=x&nextToken=none']) {
    expect((await earshot.get(`/search?${query}`)).status).toBe(400);
  }
});

it('a transcript that is written again takes the place of the one before', async () => {
  await arrives('greeting', said('greeting', 'Good evening, how may I help you today?'));
  await vi.waitFor(async () => {
    expect((await search('q=lamp&by=words')).hits).toEqual([]);
    expect((await search('q=evening&by=words')).hits).toMatchObject([{ call_id: 'greeting' }]);
  });
  expect(textsIn().filter((text) => /lamp|morning/.test(text))).toEqual([]);
});

it('a call that is forgotten is not found, and nothing of it is left', async () => {
  const client = new S3VectorsClient({ ...connectionTo(earshot.stack.s3Vectors) });
  const tables = DynamoDBDocumentClient.from(earshot.stack.dynamodb);
  const state = new DynamoSharedState({ client: tables, tableName: 'calls' });
  const place = { vectorBucketName: PLACE.vectorBucket, indexName: PLACE.index, dimensions: PLACE.dimensions };
  const index = new S3VectorsMomentIndex({ ...place, client, state });
  expect(await index.delete(CallHash.parse(hashOf('billing')))).toBeGreaterThan(0);
  client.destroy();
  expect((await search('q=taken+twice&by=words')).hits).toEqual([]);
  expect(vectors().filter(({ key }) => key.startsWith(hashOf('billing')))).toEqual([]);
});
