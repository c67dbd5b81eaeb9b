import { randomUUID } from 'node:crypto';
import { EVENT_NAMES, type EventName } from './event-name.js';
import { notImplemented, S3Error } from './s3-error.js';
import { childrenOf, malformed, readXml, textOf, type XmlElement, type XmlFields } from './xml.js';

const LONGEST_FILTER = 1_024;

export interface QueueConfiguration {
  readonly id: string;
  readonly queueArn: string;
  /** With `s3:`, and maybe a `*` at the end. */
  readonly events: readonly string[];
  /** Taken literally. */
  readonly prefix?: string;
  readonly suffix?: string;
}

/** Whom a bucket says what. */
export interface NotificationConfiguration {
  readonly queues: readonly QueueConfiguration[];
}

/** The configurations that want to know of an event. */
export function configurationsFor(
  { queues }: NotificationConfiguration,
  event: EventName,
  key: string,
): readonly QueueConfiguration[] {
  return queues.filter(
    ({ events, prefix = '', suffix = '' }) =>
      events.some((pattern) => covers(pattern, `s3:${event}`)) && key.startsWith(prefix) && key.endsWith(suffix),
  );
}

/**
 * Reads what PutBucketNotificationConfiguration sends.
 * @throws S3Error `InvalidArgument`, `MalformedXML`, `NotImplemented` for whom this server can't tell
 */
export function readNotifications(body: string): NotificationConfiguration {
  const document = readXml(body);
  if (document.name !== 'NotificationConfiguration') malformed();
  const other = document.children.find(({ name }) => name !== 'QueueConfiguration');
  if (other !== undefined) throw notImplemented(other.name);
  const queues = document.children.map(readQueueConfiguration);
  if (new Set(queues.map(({ id }) => id)).size < queues.length)
    throw invalid('Same ID used for multiple configurations.');
  for (const [index, one] of queues.entries()) {
    if (queues.slice(index + 1).some((another) => overlap(one, another))) {
      throw invalid('Configurations overlap. Configurations on the same bucket cannot share a common event type.');
    }
  }
  return { queues };
}

/** As GetBucketNotificationConfiguration gives it back. */
export function notificationFields({ queues }: NotificationConfiguration): XmlFields {
  return {
    QueueConfiguration: queues.map(({ id, queueArn, events, prefix, suffix }) => ({
      Id: id,
      Queue: queueArn,
      Event: events,
      ...((prefix ?? suffix) !== undefined && {
        Filter: { S3Key: { FilterRule: [...rule('Prefix', prefix), ...rule('Suffix', suffix)] } },
      }),
    })),
  };
}

function readQueueConfiguration(element: XmlElement): QueueConfiguration {
  const queueArn = textOf(element, 'Queue') ?? malformed();
  const events = childrenOf(element, 'Event').map(({ text }) => text);
  if (events.length === 0) malformed();
  const unknown = events.find((pattern) => !EVENT_NAMES.some((name) => covers(pattern, `s3:${name}`)));
  if (unknown !== undefined) throw notImplemented(`event ${unknown}`);
  const rules = childrenOf(element, 'Filter')
    .flatMap((filter) => childrenOf(filter, 'S3Key'))
    .flatMap((filter) => childrenOf(filter, 'FilterRule'));
  const unnamed = rules.find((each) => !/^(prefix|suffix)$/i.test(textOf(each, 'Name') ?? ''));
  if (unnamed !== undefined) throw invalid('filter rule name must be either prefix or suffix');
  return {
    id: textOf(element, 'Id') || randomUUID(),
    queueArn,
    events,
    ...filterValue(rules, 'prefix'),
    ...filterValue(rules, 'suffix'),
  };
}

function filterValue(rules: readonly XmlElement[], name: 'prefix' | 'suffix'): { prefix?: string; suffix?: string } {
  const [first, ...more] = rules.filter((each) => textOf(each, 'Name')?.toLowerCase() === name);
  if (more.length > 0) throw invalid(`Cannot specify more than one ${name} rule in a filter.`);
  if (first === undefined) return {};
  const value = textOf(first, 'Value') ?? malformed();
  if (Buffer.byteLength(value) > LONGEST_FILTER) throw invalid('Size of filter rule value cannot exceed 1024 bytes');
  return { [name]: value };
}

/** Whether some event on some key would go to both. */
function overlap(one: QueueConfiguration, other: QueueConfiguration): boolean {
  const events = one.events.some((pattern) =>
    other.events.some((each) => covers(pattern, each) || covers(each, pattern)),
  );
  const [prefix, otherPrefix, suffix, otherSuffix] = [one.prefix, other.prefix, one.suffix, other.suffix].map(
    (value) => value ?? '',
  ) as [string, string, string, string];
  return (
    events &&
    (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) &&
    (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix))
  );
}

function covers(pattern: string, event: string): boolean {
  return pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : event === pattern;
}

function rule(name: string, value: string | undefined): XmlFields[] {
  return value === undefined ? [] : [{ Name: name, Value: value }];
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidArgument', message);
}
