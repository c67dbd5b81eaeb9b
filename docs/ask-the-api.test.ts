import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi, tokenAuthentication } from '@earshot/adapters-http';
import { MemoryRecordRepository, MemoryResultStore } from '@earshot/adapters-memory';
import { CallId, JobId, ObjectUri, PersistResult, QueryAnalytics, QueryJobs, ReadCall, ReadJob } from '@earshot/core';
import { audioOutput, buildBdaJob, customOutput } from '@earshot/core/testing/bda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billingCalls } from './snippets/ask-the-api.ts';

const TOKEN = 'a-token-of-the-tests';
const sha256 = createHash('sha256').update(TOKEN).digest('hex');
const server = createServer();
let url: string;

beforeAll(async () => {
  const repository = new MemoryRecordRepository();
  const store = new MemoryResultStore();
  const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex') };
  const folder = 's3://results/transcription-outputs/lamp/job-1/';
  const custom = customOutput({ fields: { call_categories: ['Billing'], topics: ['refund', 'lamp'] } });
  for (const { uri, document } of buildBdaJob({
    jobId: 'job-1',
    folder,
    standard: audioOutput({ turns: [] }),
    custom,
  })) {
    if (document !== undefined) await store.put(ObjectUri.parse(uri), Buffer.from(JSON.stringify(document)));
  }
  const resultUri = ObjectUri.parse(`${folder}job_metadata.json`);
  const job = { jobId: JobId.parse('job-1'), folder: CallId.parse('lamp'), sentAtMs: 0, resultUri };
  await new PersistResult({ repository, store, digests, now: () => new Date() }).execute(job);
  const sign = (text: string) => text;
  const app = {
    queryAnalytics: new QueryAnalytics({ repository, sign }),
    readCall: new ReadCall({ repository, store }),
    queryJobs: new QueryJobs({ repository, sign }),
    readJob: new ReadJob({ repository }),
    digests,
  };
  const tokens = () => [{ name: 'ada', sha256, scopes: ['read' as const] }];
  const api = createApi(app, { authentication: tokenAuthentication({ tokens, sign, now: () => new Date() }) });
  server.on('request', async ({ url: path = '/', headers }, outgoing) => {
    const request = new Request(new URL(path, url), { headers: { authorization: headers.authorization ?? '' } });
    const response = await api.fetch(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('the client', () => {
  it('asks with the token, and answers with calls', async () => {
    expect(await billingCalls(url, TOKEN)).toEqual([expect.stringMatching(/: refund, lamp$/)]);
  });

  it('gives the problem that the API answers with', async () => {
    await expect(billingCalls(url, 'a-token-of-nobody-here')).rejects.toThrow(/token/);
  });
});
