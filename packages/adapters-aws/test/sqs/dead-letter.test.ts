import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { readFailure, toDeadLetter } from '../../src/sqs/dead-letter.js';

const LIMIT = 1_048_576;

function letterOf(body: string, reason: string, attributes: Record<string, MessageAttributeValue> = {}) {
  const delivery = { id: 'a', body, sentAtMs: 0, receiveCount: 10 };
  const failure = { code: 'EARSHOT_UNREADABLE', reason };
  const { MessageBody = '', MessageAttributes = {} } = toDeadLetter({
    delivery,
    failure,
    source: 'queue',
    attributes,
    deadLetterQueueUrl: 'dead',
  });
  return { body: MessageBody, attributes: MessageAttributes, failure: readFailure(MessageAttributes) };
}

function sizeOf({ body, attributes }: ReturnType<typeof letterOf>): number {
  const sizes = Object.entries(attributes).map(
    ([name, { DataType = '', StringValue = '', BinaryValue }]) =>
      Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(body));
}

test('a message as large as any is dead-lettered whole, with as much of the reason as fits', () => {
  for (const room of [0, 10, 100, 200, 300, 400, 5_000]) {
    const letter = letterOf('x'.repeat(LIMIT - room), '返金 😀'.repeat(1_000));
    expect(letter.body).toHaveLength(LIMIT - room);
    expect(sizeOf(letter)).toBeLessThanOrEqual(LIMIT);
    expect(letter.failure?.reason ?? '').not.toContain('\uFFFD');
  }
  expect(letterOf('x', 'because '.repeat(500)).failure?.reason).toBe('because '.repeat(500));
});

test('a reason says nothing that SQS refuses', () => {
  expect(letterOf('x', 'a\u0000b\uD800c\uFFFEd\te').failure?.reason).toBe('a\uFFFDb\uFFFDc\uFFFDd\te');
  expect(letterOf('x', `${'y'.repeat(8_191)}😀`).failure?.reason).toBe(`${'y'.repeat(8_191)}\uFFFD`);
});

test('no reason is no attribute, since one must not be empty', () => {
  const letter = letterOf('x', '');
  expect(Object.keys(letter.attributes)).not.toContain('EarshotReason');
  expect(letter.failure).toEqual({ code: 'EARSHOT_UNREADABLE', reason: '' });
});

test('what the message carried goes along as far as ten attributes allow, but not what an earlier dead-lettering said', () => {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`Own${index}`, text('value')]));
  const letter = letterOf('x', 'broken', { EarshotReason: text('older'), ...many });
  expect(Object.keys(letter.attributes)).toHaveLength(10);
  expect(letter.attributes).toMatchObject({ Own0: text('value'), Own3: text('value') });
  expect(letter.failure?.reason).toBe('broken');
  const binary = { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]), StringListValues: [] };
  expect(letterOf('x', 'broken', { Bytes: binary }).attributes['Bytes']).toEqual({
    DataType: 'Binary',
    BinaryValue: new Uint8Array([1, 2]),
  });
});
