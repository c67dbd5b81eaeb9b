import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectUri } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { S3ResultStore } from '../../src/s3/index.js';

const client = new S3Client({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
});
const sent = mockClient(client);
const store = new S3ResultStore({ client });
const uri = 's3://results/calls//7/result.json' as ObjectUri;
const location = { Bucket: 'results', Key: 'calls//7/result.json' };

beforeEach(() => {
  sent.reset();
});

/** The name and input of every command that was sent. */
function commands(): unknown[] {
  return sent.calls().map(({ args: [command] }) => [command.constructor.name, command.input]);
}

it('get asks for bucket and key as they are', async () => {
  sent.on(GetObjectCommand).resolves({});
  await store.get(uri);
  expect(commands()).toEqual([['GetObjectCommand', location]]);
});

it('put sends the bytes, and no condition', async () => {
  sent.on(PutObjectCommand).resolves({});
  await store.put(uri, Uint8Array.of(1, 2));
  expect(commands()).toEqual([['PutObjectCommand', { ...location, Body: Uint8Array.of(1, 2) }]]);
});

it('list asks for one page, in an encoding that carries every key', async () => {
  sent.on(ListObjectsV2Command).resolves({
    Contents: [{ Key: 'calls/a+%2B%E2%82%AC' }],
    EncodingType: 'url',
    NextContinuationToken: 'there',
  });
  expect(await store.list('s3://results/calls/', 'here')).toEqual({ uris: ['s3://results/calls/a +€'], next: 'there' });
  const input = { Bucket: 'results', Prefix: 'calls/', MaxKeys: 1_000, EncodingType: 'url', ContinuationToken: 'here' };
  expect(commands()).toEqual([['ListObjectsV2Command', input]]);
});

it('list takes keys as they are from a service that encodes none', async () => {
  sent.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'a+b%20c' }] });
  expect(await store.list('s3://results/')).toEqual({ uris: ['s3://results/a+b%20c'] });
});

it('delete erases what is current last, and nothing under a longer key', async () => {
  const { Key } = location;
  sent
    .on(ListObjectVersionsCommand)
    .resolvesOnce({
      DeleteMarkers: [{ Key, VersionId: 'marker', IsLatest: true }],
      Versions: [{ Key, VersionId: 'second', IsLatest: false }],
      NextKeyMarker: Key,
      NextVersionIdMarker: 'second',
    })
    .resolvesOnce({
      Versions: [
        { Key, VersionId: 'first', IsLatest: false },
        { Key: `${Key}.bak`, VersionId: 'other', IsLatest: true },
      ],
      NextKeyMarker: `${Key}.bak`,
      NextVersionIdMarker: 'other',
    });
  sent.on(DeleteObjectCommand).resolves({});
  expect(await store.delete(uri)).toBe(false);
  const listed = { Bucket: 'results', Prefix: Key, EncodingType: 'url' };
  expect(commands()).toEqual([
    ['ListObjectVersionsCommand', listed],
    ['ListObjectVersionsCommand', { ...listed, KeyMarker: Key, VersionIdMarker: 'second' }],
    ['DeleteObjectCommand', { ...location, VersionId: 'second' }],
    ['DeleteObjectCommand', { ...location, VersionId: 'first' }],
    ['DeleteObjectCommand', { ...location, VersionId: 'marker' }],
  ]);
});

it('delete sends no deletion where nothing is', async () => {
  sent.on(ListObjectVersionsCommand).resolves({});
  expect(await store.delete(uri)).toBe(false);
  expect(commands()).toHaveLength(1);
});
