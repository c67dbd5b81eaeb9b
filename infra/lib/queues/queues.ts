import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';

/** A queue and the place where its hopeless messages end. */
export interface QueuePair {
  readonly queue: Queue;
  readonly dlq: Queue;
}

/** Both queues of a deployment. */
export interface Queues {
  readonly start: QueuePair;
  readonly results: QueuePair;
}

/** Makes the queues. A message stays out of sight for six times as long as the function may take over it. */
export function makeQueues(scope: Construct, settings: Settings, names: Names, key: IKey | undefined): Queues {
  const { startQueue, resultsQueue, functions } = settings;
  const common = {
    enforceSSL: true,
    ...(key === undefined
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: key, dataKeyReuse: Duration.hours(1) }),
  };
  const pair = (id: string, own: QueueOptions): QueuePair => {
    const dlq = new Queue(scope, `${id}Dlq`, {
      ...common,
      queueName: own.dlqName,
      retentionPeriod: Duration.days(14),
    });
    const queue = new Queue(scope, `${id}Queue`, {
      ...common,
      queueName: own.name,
      visibilityTimeout: Duration.seconds(6 * own.functionSeconds),
      retentionPeriod: Duration.days(4),
      receiveMessageWaitTime: Duration.seconds(20),
      deliveryDelay: Duration.seconds(own.delaySeconds),
      deadLetterQueue: { queue: dlq, maxReceiveCount: own.maxReceives },
    });
    return { queue, dlq };
  };
  return {
    start: pair('Start', {
      name: names.startQueue,
      dlqName: names.startDlq,
      functionSeconds: functions.transcription.timeoutSeconds,
      delaySeconds: startQueue.delaySeconds,
      maxReceives: startQueue.maxReceives,
    }),
    results: pair('Results', {
      name: names.resultsQueue,
      dlqName: names.resultsDlq,
      functionSeconds: functions.persistence.timeoutSeconds,
      delaySeconds: 0,
      maxReceives: resultsQueue.maxReceives,
    }),
  };
}

interface QueueOptions {
  readonly name: string;
  readonly dlqName: string;
  readonly functionSeconds: number;
  readonly delaySeconds: number;
  readonly maxReceives: number;
}
