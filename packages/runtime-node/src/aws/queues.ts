import { SQSClient } from '@aws-sdk/client-sqs';
import {
  type AwsVariables,
  readAwsVariables,
  SqsDeadLetters,
  SqsEventSource,
  type SqsFault,
  SqsQueueCounter,
} from '@earshot/adapters-aws';

/** The queues of a deployment, by what comes over them. */
export type QueueName = 'start' | 'results';

/** A queue, and its dead-letter queue. */
export interface QueueSettings {
  readonly name: QueueName;
  readonly url: string;
  readonly deadLetterUrl: string;
  /** A message that still fails at this receive is dead-lettered. */
  readonly maxReceives: number;
  /** How long to wait after each receive that met a transient fault. @defaultValue doubling from 1 s to 15 min */
  readonly retryDelaysMs?: readonly number[];
}

/** The variables that name a deployment's queues. */
export const QUEUE_VARIABLES = [
  'EARSHOT_START_QUEUE_URL',
  'EARSHOT_START_DLQ_URL',
  'EARSHOT_START_MAX_RECEIVES',
  'EARSHOT_RESULTS_QUEUE_URL',
  'EARSHOT_RESULTS_DLQ_URL',
  'EARSHOT_RESULTS_MAX_RECEIVES',
  'EARSHOT_RESULTS_RETRY_SECONDS',
] as const;

/** The queues that the variables name. */
export function queuesOf(variables: AwsVariables<(typeof QUEUE_VARIABLES)[number]>): readonly QueueSettings[] {
  return [
    {
      name: 'start',
      url: variables.EARSHOT_START_QUEUE_URL,
      deadLetterUrl: variables.EARSHOT_START_DLQ_URL,
      maxReceives: variables.EARSHOT_START_MAX_RECEIVES,
    },
    {
      name: 'results',
      url: variables.EARSHOT_RESULTS_QUEUE_URL,
      deadLetterUrl: variables.EARSHOT_RESULTS_DLQ_URL,
      maxReceives: variables.EARSHOT_RESULTS_MAX_RECEIVES,
      retryDelaysMs: variables.EARSHOT_RESULTS_RETRY_SECONDS.map((seconds) => seconds * 1_000),
    },
  ];
}

/** A client by the SDK's own configuration. */
export function sqsClient(): SQSClient {
  return new SQSClient({});
}

/** The messages of a queue. */
export function sourceOf(
  { url, deadLetterUrl }: QueueSettings,
  client: SQSClient,
  onFault: (fault: SqsFault) => void,
): SqsEventSource {
  return new SqsEventSource({ client, queueUrl: url, deadLetterQueueUrl: deadLetterUrl, onFault });
}

/** Counts the queues that the environment names; none where it names none. */
export function queueCounters(environment: Readonly<Record<string, string | undefined>>): readonly SqsQueueCounter[] {
  if (!QUEUE_VARIABLES.some((name) => name.endsWith('_URL') && environment[name] !== undefined)) return [];
  const client = sqsClient();
  return queuesOf(readAwsVariables(environment, QUEUE_VARIABLES)).map(
    ({ name, url, deadLetterUrl }) =>
      new SqsQueueCounter({ name, client, queueUrl: url, deadLetterQueueUrl: deadLetterUrl }),
  );
}

/** The dead-letter queues that the environment names. */
export function deadLetterQueues(
  environment: Readonly<Record<string, string | undefined>>,
): readonly { readonly name: QueueName; readonly letters: SqsDeadLetters }[] {
  const client = sqsClient();
  return queuesOf(readAwsVariables(environment, QUEUE_VARIABLES)).map(({ name, url, deadLetterUrl }) => ({
    name,
    letters: new SqsDeadLetters({ client, deadLetterQueueUrl: deadLetterUrl, queueUrl: url }),
  }));
}
