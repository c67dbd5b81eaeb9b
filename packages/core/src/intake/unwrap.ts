import { EarshotError, isEarshotError } from '../errors.js';
import type { ResultLayout } from '../formats/result-format.js';
import { RESULT_LAYOUTS } from '../formats/result-layouts.js';
import { isObject, type JsonObject, kindOf } from '../input/json.js';
import type { Digests } from '../model/call.js';
import type { InboundEvent } from './inbound-event.js';
import { readJobEvent } from './job-event.js';
import type { Layout } from './layout.js';
import { type IntakeContext, readS3ObjectCreated, readS3Record } from './s3-events.js';
import { readStartMessage } from './start-message.js';

const DEEPEST_ENVELOPE = 4;

/**
 * Unwraps a message body into the events it carries: a start message, an S3 event notification of any number of
 * records, S3's EventBridge event, an analyzer's {@link JobEvent}, an event of a format's own; each bare, in an
 * SNS envelope, or in the event that SQS or SNS invokes a Lambda function with; as JSON text or parsed already.
 *
 * @param sentAtMs when the message was sent, epoch ms: counts where the message itself names no time
 * @param digests names the calls of uploads whose keys are longer than a call id. Without it, those are refused
 * @param formats of the results that objects in the layout may be
 * @throws EarshotError `EARSHOT_UNREADABLE` when the body is none of these, `EARSHOT_INVALID_INPUT` when it is one with
 * a wrong field
 */
export function unwrap(
  body: unknown,
  sentAtMs: number,
  layout: Layout,
  digests?: Pick<Digests, 'md5Hex'>,
  formats: readonly ResultLayout[] = RESULT_LAYOUTS,
): InboundEvent[] {
  return open(body, { sentAtMs, layout, digests, formats }, DEEPEST_ENVELOPE);
}

function open(body: unknown, context: IntakeContext, deepest: number): InboundEvent[] {
  const message = typeof body === 'string' ? parseText(body) : body;
  if (!isObject(message) || deepest === 0) throw unreadable(deepest === 0 ? 'too many envelopes' : kindOf(message));
  const { sentAtMs, formats, layout } = context;
  if (typeof message['Message'] === 'string' && 'TopicArn' in message) {
    if (message['Type'] !== undefined && message['Type'] !== 'Notification') {
      return [{ type: 'ignored', reason: `an SNS message of type ${nameOf(message['Type'])}` }];
    }
    const published = Date.parse(nameOf(message['Timestamp']));
    return open(message['Message'], sentAt(context, published), deepest - 1);
  }
  if (message['Event'] === 's3:TestEvent') return [{ type: 'ignored', reason: 'an S3 test event' }];
  if (Array.isArray(message['Records'])) {
    return message['Records'].flatMap((record) => onItsOwn(() => openRecord(record, context, deepest - 1)));
  }
  for (const format of formats) {
    const event = format.readEvent?.(message, context);
    if (event !== undefined) return [event];
  }
  if ('detail-type' in message) return [readEventBridge(message, context)];
  if ('earshotEvent' in message) return [readJobEvent(message, context)];
  if ('callId' in message || 'audioS3Uri' in message || 'audioUri' in message) {
    return [{ type: 'recording_arrived', request: readStartMessage(message, sentAtMs, layout.names) }];
  }
  throw unreadable('an object of some other kind');
}

/** One record of an S3 notification, or of the event that a Lambda function is invoked with: S3, SQS and SNS all call them so. */
function openRecord(record: unknown, context: IntakeContext, deepest: number): InboundEvent[] {
  if (!isObject(record) || 's3' in record) return [readS3Record(record, context)];
  const source = record['eventSource'] ?? record['EventSource'];
  if (source === 'aws:sqs') {
    const { attributes } = record;
    const sent = isObject(attributes) ? Number.parseInt(nameOf(attributes['SentTimestamp']), 10) : Number.NaN;
    return open(record['body'], sentAt(context, sent), deepest);
  }
  if (source === 'aws:sns') return open(record['Sns'], context, deepest);
  if (source === undefined || source === 'aws:s3') return [readS3Record(record, context)];
  throw unreadable(`a record of ${nameOf(source)}`);
}

function sentAt(context: IntakeContext, sentAtMs: number): IntakeContext {
  return Number.isNaN(sentAtMs) ? context : { ...context, sentAtMs };
}

function readEventBridge(message: JsonObject, context: IntakeContext): InboundEvent {
  const detailType = message['detail-type'];
  if (message['source'] === 'aws.s3' && detailType === 'Object Created') return readS3ObjectCreated(message, context);
  return { type: 'ignored', reason: `an EventBridge event of type ${nameOf(detailType)}` };
}

/** What should be a text, for messages. */
function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : kindOf(value);
}

/** One bad record hurts itself alone. */
function onItsOwn(read: () => InboundEvent[]): InboundEvent[] {
  try {
    return read();
  } catch (error) {
    if (isEarshotError(error)) return [{ type: 'fault', error }];
    throw error;
  }
}

function parseText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unreadable('a text that is not JSON');
  }
}

function unreadable(found: string): EarshotError {
  const expected = 'a start message, a job event, an S3 event or an EventBridge event';
  return new EarshotError('EARSHOT_UNREADABLE', `expected ${expected}, found ${found}`, {
    details: { path: '', expected, found },
  });
}
