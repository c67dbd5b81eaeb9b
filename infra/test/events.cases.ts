import { MEDIA_SUFFIXES } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { COMBINATIONS, OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { notificationsOf } from './notifications.ts';
import { maySend } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { type Found, ofType, one, resolve, type Template } from './template.ts';
import { fits } from './wiring/event-bus.ts';

const plain = synthesise(PLAIN).template;
const read = (value: unknown, template: Template = plain) => resolve(template, value, named);

/** The queues that a bucket reports a key. */
function toldOf(bucket: Found, key: string): readonly string[] {
  return notificationsOf(bucket)
    .filter(({ Filter }) =>
      Filter.S3Key.Rules.every(({ Name, Value }) => (Name === 'prefix' ? key.startsWith(Value) : key.endsWith(Value))),
    )
    .map(({ Queue }) => String(read(Queue)).split(':').at(-1) ?? '');
}

describe('what buckets tell', () => {
  const [media, results] = [one(plain, 'S3::Bucket', 'Media'), one(plain, 'S3::Bucket', 'Results')];
  const [start, persistence] = [
    'dmg-inbound-callrecording-transcription-sqs-queue',
    'dmg-inbound-callrecording-persistence-sqs-queue',
  ];

  it('reaches the start queue for every recording, in whatever letters its suffix is', () => {
    for (const suffix of MEDIA_SUFFIXES) {
      for (const spelt of [suffix, suffix.toUpperCase(), `.${suffix.charAt(1).toUpperCase()}${suffix.slice(2)}`]) {
        expect(toldOf(media, `uploads/call${spelt}`)).toEqual([start]);
      }
    }
    expect(toldOf(media, 'elsewhere/call.wav')).toEqual([]);
  });

  it.each([
    ['transcription-outputs/call/job/job_metadata.json', [persistence]],
    ['transcription-outputs/call//job/job_metadata.json', [persistence]],
    ['transcription-outputs/call/job/0/custom_output/0/result.json', []],
    ['transcription-outputs/call/job/0/.s3_access_check', []],
    ['records/call/job_metadata.json', []],
  ])('%s reaches %j', (key, queues) => {
    expect(toldOf(results, key)).toEqual(queues);
  });

  it('never overlaps: S3 refuses two filters that a key could fit', () => {
    for (const [, settings] of COMBINATIONS) {
      for (const bucket of ofType(synthesise(settings).template, 'S3::Bucket')) {
        const prefixes = notificationsOf(bucket).flatMap(({ Filter }) =>
          Filter.S3Key.Rules.filter(({ Name }) => Name === 'prefix').map(({ Value }) => Value),
        );
        for (const prefix of prefixes) {
          expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
        }
      }
    }
  });
});

describe('rules', () => {
  const START = 'dmg-inbound-callrecording-transcription-sqs-queue';
  const RESULTS = 'dmg-inbound-callrecording-persistence-sqs-queue';

  /** The queues that an event reaches, each by a policy that lets its rule send. */
  function reached(template: Template, event: object): readonly string[] {
    return ofType(template, 'Events::Rule')
      .filter(({ Properties }) => fits(event, Properties['EventPattern']))
      .flatMap((rule) =>
        rule.Properties['Targets'].map(({ Arn }: { Arn: unknown }) => {
          const queueArn = String(read(Arn, template));
          expect(maySend(template, queueArn, 'events', String(named.attribute(rule, 'Arn')))).toBe(true);
          return queueArn.split(':').at(-1) ?? '';
        }),
      );
  }

  const job = (outcome: string, s3_bucket: string) => ({
    source: 'aws.bedrock',
    'detail-type': `Bedrock Data Automation Job ${outcome}`,
    detail: { input_s3_object: { s3_bucket, name: 'uploads/call.wav' } },
  });
  const object = (bucket: string, key: string) => ({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { bucket: { name: bucket }, object: { key } },
  });

  it('say nothing of a job that was only created', () => {
    const media = String(one(plain, 'S3::Bucket', 'Media').Properties['BucketName']);
    expect(reached(plain, job('Created', media))).toEqual([]);
  });

  it.each(['Succeeded', 'Failed With Client Error', 'Failed With Service Error'])(
    'tell of our jobs: %s, and not of the jobs of others',
    (outcome) => {
      const media = String(one(plain, 'S3::Bucket', 'Media').Properties['BucketName']);
      expect(reached(plain, job(outcome, media))).toEqual([RESULTS]);
      expect(reached(plain, job(outcome, 'of-somebody-else'))).toEqual([]);
    },
  );

  it('tell of objects in buckets that are there already', () => {
    const { template } = synthesise(OPTIONS['buckets that are there already']);
    expect(reached(template, object('recordings-of-ours', 'uploads/call.WAV'))).toEqual([START]);
    expect(reached(template, object('recordings-of-ours', 'elsewhere/call.wav'))).toEqual([]);
    expect(reached(template, object('results-of-ours', 'transcription-outputs/c/j/job_metadata.json'))).toEqual([
      RESULTS,
    ]);
    expect(reached(template, object('results-of-ours', 'transcription-outputs/c/j/0/result.json'))).toEqual([]);
    expect(reached(template, job('Succeeded', 'more-recordings-of-ours'))).toEqual([RESULTS]);
    expect(ofType(template, 'S3::Bucket')).toEqual([]);
  });
});
