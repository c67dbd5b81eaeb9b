import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { connectionTo, type S3Access, startS3Server } from '@earshot/aws-test-servers';
import type { ErrorCode, ObjectUri } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { S3RecordingAccess } from '../../src/s3/index.js';
import { faultyS3 } from './faulty-s3.js';

let deny: (access: S3Access) => boolean = () => false;
const server = await startS3Server({ deny: (access) => deny(access) });
const client = new S3Client({ ...connectionTo(server), forcePathStyle: true });
const access = new S3RecordingAccess({ client });
const Bucket = 'media';
const uri = (key: string, bucket = Bucket) => `s3://${bucket}/${key}` as ObjectUri;
await client.send(new CreateBucketCommand({ Bucket }));
await client.send(new PutObjectCommand({ Bucket, Key: 'calls/a b.wav', Body: 'sound' }));
await client.send(new PutObjectCommand({ Bucket, Key: 'calls/empty.wav', Body: new Uint8Array() }));

afterEach(() => {
  deny = () => false;
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

describe('over S3’s protocol, a recording', () => {
  it('that can be read is fine', async () => {
    expect(await access.check(uri('calls/a b.wav'))).toBeUndefined();
  });

  it.each<[string, ErrorCode, ObjectUri]>([
    ['that is not there', 'EARSHOT_NOT_FOUND', uri('calls/b.wav')],
    ['in a bucket that is not there', 'EARSHOT_NOT_FOUND', uri('calls/b.wav', 'nowhere')],
    ['without a byte', 'EARSHOT_INVALID_INPUT', uri('calls/empty.wav')],
  ])('%s is %s', async (_, code, at) => {
    const details = { field: 'media.uri', uri: at };
    expect(await access.check(at)).toMatchObject({ code, retryable: false, details });
  });

  it('that may not be read is denied, and so is one that is missing where nobody may know', async () => {
    const details = { action: 's3:GetObject', uri: uri('calls/a b.wav') };
    deny = ({ action }) => action === 's3:GetObject';
    expect(await access.check(uri('calls/a b.wav'))).toMatchObject({ code: 'EARSHOT_DENIED', details });
    deny = ({ action }) => action === 's3:ListBucket';
    expect(await access.check(uri('calls/b.wav'))).toMatchObject({ code: 'EARSHOT_DENIED' });
  });

  it('of any length costs a byte, and its connection is given back', async () => {
    let range: string | undefined;
    await using s3 = await faultyS3(({ headers }, response) => {
      range = headers.range;
      response.writeHead(200, { 'content-length': 1_000_000_000 });
      response.write('sound');
    });
    expect(await new S3RecordingAccess({ client: s3.client }).check(uri('calls/a.wav'))).toBeUndefined();
    await s3.disconnected();
    expect(range).toBe('bytes=0-0');
  });

  it('elsewhere than in S3 is EARSHOT_INVALID_INPUT', async () => {
    await expect(access.check('gs://media/a.wav' as ObjectUri)).rejects.toMatchObject({
      code: 'EARSHOT_INVALID_INPUT',
    });
  });
});

describe('what S3 answers to the first byte', () => {
  const KMS_DENIED =
    'User: arn:aws:sts::000000000000:assumed-role/transcription/x is not authorized to perform: kms:Decrypt on the ' +
    'resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action';
  const LIST_DENIED =
    'User: arn:aws:sts::000000000000:assumed-role/transcription/x is not authorized to perform: s3:ListBucket on ' +
    'resource: "arn:aws:s3:::media" because no identity-based policy allows the s3:ListBucket action';

  async function answered(name: string, httpStatusCode: number, message: string) {
    const mocked = new S3Client({ region: 'eu-central-1' });
    const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
    mockClient(mocked).on(GetObjectCommand).rejects(error);
    return new S3RecordingAccess({ client: mocked }).check(uri('calls/a.wav'));
  }

  it.each<[string, number, string, string | undefined]>([
    ['AccessDenied', 403, KMS_DENIED, 'kms:Decrypt'],
    ['AccessDenied', 403, LIST_DENIED, 's3:ListBucket'],
    ['AccessDenied', 403, 'Access Denied', 's3:GetObject'],
    ['KMS.DisabledException', 400, 'the key is disabled', 'kms:Decrypt'],
    ['KMS.NotFoundException', 400, 'there is no such key', 'kms:Decrypt'],
    ['InvalidObjectState', 403, "The operation is not valid for the object's storage class", 's3:RestoreObject'],
    ['PermanentRedirect', 301, 'The bucket must be addressed using another endpoint', undefined],
  ])('%s (%i: %s) is denied, and %s is missing', async (name, status, message, action) => {
    const found = await answered(name, status, message);
    expect(found).toMatchObject({ code: 'EARSHOT_DENIED', retryable: false });
    expect(found?.details['action']).toBe(action);
    expect(found?.message).toContain(action ?? message);
  });

  it.each<[string, number, ErrorCode]>([
    ['SlowDown', 503, 'EARSHOT_THROTTLED'],
    ['InternalError', 500, 'EARSHOT_UNAVAILABLE'],
    ['ExpiredToken', 400, 'EARSHOT_DENIED'],
  ])('%s says nothing of the recording', async (name, status, code) => {
    await expect(answered(name, status, 'later')).rejects.toMatchObject({ code, retryable: true });
  });
});
