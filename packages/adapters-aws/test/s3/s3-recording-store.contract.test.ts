import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { connectionTo, startS3Server } from '@earshot/aws-test-servers';
import {
  type RecordingStoreContext,
  recordingStoreContract,
  registerContract,
  type SignedRequest,
} from '@earshot/core/testing';
import { afterAll, it } from 'vitest';
import { S3RecordingStore } from '../../src/s3/index.js';

/** S3 takes no smaller parts. */
const PART_SIZE = 5 * 1_024 * 1_024;
const SIZES = { partsFromBytes: PART_SIZE + 1, partSizeBytes: PART_SIZE };

let aheadMs = 0;
const now = () => new Date(Date.now() + aheadMs);
const server = await startS3Server({ now });
const client = new S3Client({ ...connectionTo(server), forcePathStyle: true });
afterAll(async () => {
  client.destroy();
  await server.close();
});

async function create(): Promise<RecordingStoreContext> {
  const Bucket = `earshot-contract-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  return {
    store: new S3RecordingStore({ ...SIZES, client, now }),
    root: `s3://${Bucket}/`,
    send: sendAsIs,
    nowMs: () => now().getTime(),
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}

/** Not by `fetch`, which resolves `.` and `..` in paths: browsers can't reach such keys in S3. */
async function sendAsIs({ method, url, headers, body }: SignedRequest): Promise<Uint8Array | undefined> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  const length = body && { 'content-length': body.length };
  const asked = request({ hostname, port, path, method, headers: { ...headers, ...length } });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const bytes = Uint8Array.from(await buffer(answer));
  return answer.statusCode === 200 ? bytes : undefined;
}

registerContract(recordingStoreContract(create, { ...SIZES, numRuns: 10 }), it);
