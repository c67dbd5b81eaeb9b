import { bdaJobFailure, bdaMeaningOf, unwrap } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT } from '../../../src/index.js';
import { jobEvent, SENT_MS } from '../../intake/bodies.js';

const CLIENT = ['ClientError', 'CLIENT_ERROR', 'Failed With Client Error'];
const SERVICE = ['ServiceError', 'SERVICE_ERROR', 'Failed With Service Error', 'Failed', 'FAILED'];

/** What AWS documents of its exceptions, and messages of the service that people have published. */
const SAID: readonly (readonly [message: string, code: string | undefined])[] = [
  ['This exception will be thrown when customer does not have access to API.', 'EARSHOT_DENIED'],
  ['This exception is for any internal un-expected service errors.', undefined],
  ['This exception will be thrown when resource provided from customer not found.', undefined],
  ['This exception will be thrown when service quota is exceeded.', 'EARSHOT_THROTTLED'],
  ['This exception will be thrown when service is temporarily unavailable.', undefined],
  ['This exception will be thrown when customer reached API TPS limit.', 'EARSHOT_THROTTLED'],
  ['This exception will be thrown when customer provided invalid parameters.', undefined],
  [
    'Unable to read file from given S3 location. Check bucket name, key, region and read permissions.',
    'EARSHOT_NOT_FOUND',
  ],
  ["The format of the input file isn't supported.", 'EARSHOT_NOT_SUPPORTED'],
  ['Access Denied. Check S3 URIs and read/write permissions', 'EARSHOT_DENIED'],
  ['The provided DataAutomationProfile ARN is invalid.', 'EARSHOT_DENIED'],
  ['Request has invalid blueprint schema', 'EARSHOT_DENIED'],
  ['Invalid output location', 'EARSHOT_DENIED'],
  ["1 validation error detected: Value at 'outputConfiguration.s3Uri' failed to satisfy constraint", 'EARSHOT_DENIED'],
  [
    "1 validation error detected: Value at 'inputConfiguration.s3Uri' failed to satisfy constraint",
    'EARSHOT_INVALID_INPUT',
  ],
  ['Rate exceeded', 'EARSHOT_THROTTLED'],
  ['Too many concurrent audio jobs', 'EARSHOT_THROTTLED'],
  ['The audio duration exceeds the maximum of 240 minutes', 'EARSHOT_NOT_SUPPORTED'],
  ['The audio duration exceeds the service quota of 240 minutes', 'EARSHOT_NOT_SUPPORTED'],
  ['The audio has too many concurrent channels', 'EARSHOT_NOT_SUPPORTED'],
  ['The sample rate exceeded 48 kHz', 'EARSHOT_NOT_SUPPORTED'],
  ['The file exceeds the maximum size', 'EARSHOT_NOT_SUPPORTED'],
  ['The file name exceeds the maximum length', undefined],
  ['The audio file path is too long', undefined],
  ['Audio is not supported in this region', undefined],
  ['You have reached the number of open jobs in this account', 'EARSHOT_THROTTLED'],
  ['Jobs in progress: 20 of 20', 'EARSHOT_THROTTLED'],
  ['Concurrent job limit reached', 'EARSHOT_THROTTLED'],
  ['The file is corrupted', 'EARSHOT_UNREADABLE'],
  ['no audio track', 'EARSHOT_UNREADABLE'],
  ['The stage is not supported', undefined],
  ['s3://quota/concurrent/no-audio.wav: it went wrong', undefined],
];

test.each(SAID)('%j means %s', (message, code) => {
  expect(bdaMeaningOf(message)?.code).toBe(code);
});

test('only words about jobs mean that no job is free', () => {
  const full = SAID.filter(([message]) => bdaMeaningOf(message)?.quota).map(([message]) => message);
  expect(full).toEqual([
    'Too many concurrent audio jobs',
    'You have reached the number of open jobs in this account',
    'Jobs in progress: 20 of 20',
    'Concurrent job limit reached',
  ]);
});

describe('a job failed', () => {
  test.each(CLIENT)('by an error of the client’s (%s): another job would, too', (word) => {
    for (const [message, code = 'EARSHOT_INVALID_INPUT'] of SAID) {
      expect(bdaJobFailure({ word, message })).toEqual({ failure: { code, reason: message }, retryable: false });
    }
    for (const message of ['', null, undefined]) {
      const failure = { code: 'EARSHOT_INVALID_INPUT', reason: word };
      expect(bdaJobFailure({ word, message })).toEqual({ failure, retryable: false });
    }
  });

  test.each(SERVICE)('by an error of the service (%s): another job may end well, whatever it says', (word) => {
    for (const [message] of SAID) {
      const failure = { code: 'EARSHOT_UNAVAILABLE', reason: message };
      expect(bdaJobFailure({ word, message })).toEqual({ failure, retryable: true });
    }
  });

  test('with the service’s own words in the reason', () => {
    const failure = { code: 'EARSHOT_INVALID_INPUT', reason: 'Odd: no speech' };
    expect(bdaJobFailure({ word: 'ClientError', type: 'Odd', message: 'no speech' })).toMatchObject({ failure });
    for (const none of ['', null, undefined]) {
      const reasonOf = (words: object) => bdaJobFailure({ word: 'ClientError', ...words }).failure.reason;
      expect(reasonOf({ type: 'Odd', message: none })).toBe('Odd');
      expect(reasonOf({ type: none, message: 'no speech' })).toBe('no speech');
    }
  });

  test('with the same code whether an event reports it or the status', () => {
    const message = fc.oneof(fc.constantFrom(...SAID.map(([said]) => said)), fc.string());
    const law = fc.property(message, fc.boolean(), fc.option(fc.string()), (error_message, isClient, type) => {
      const kind = isClient ? 'Client' : 'Service';
      const [event] = unwrap(jobEvent(`Failed With ${kind} Error`, { error_message }), SENT_MS, DEFAULT_LAYOUT);
      const { failure, retryable } = bdaJobFailure({ word: `${kind}Error`, type, message: error_message });
      expect(event).toMatchObject({ type: 'job_failed', failure: { code: failure.code }, retryable });
    });
    fc.assert(law);
  });
});
