import { setTimeout as wait } from 'node:timers/promises';
import { type DeadLetterCount, readAwsVariables, type SqsDeadLetters } from '@earshot/adapters-aws';
import type { ParkedQueue, Redrive } from '../parked-queue.js';
import { deadLettersOf, QUEUE_VARIABLES, queuesOf, sqsClient } from './queues.js';

const LOOK_AGAIN_MS = 500;

/** The parked messages of the queues that the environment names. */
export function sqsParkedQueues(environment: Readonly<Record<string, string | undefined>>): readonly ParkedQueue[] {
  const client = sqsClient();
  return queuesOf(readAwsVariables(environment, QUEUE_VARIABLES)).map((queue) => {
    const letters = deadLettersOf(queue, client);
    return {
      name: queue.name,
      countsLooks: true,
      list: (options) => letters.list(options),
      show: (id) => letters.show(id),
      count: async () => sumOf(await letters.count()),
      async redrive(options, onMoved) {
        await letters.redrive(options);
        return untilMoved(letters, onMoved);
      },
    };
  });
}

function sumOf({ waiting, inFlight }: DeadLetterCount): number {
  return waiting + inFlight;
}

async function untilMoved(letters: SqsDeadLetters, onMoved: (moved: number) => void): Promise<Redrive> {
  for (; ; await wait(LOOK_AGAIN_MS)) {
    const [task] = await letters.status();
    if (task === undefined) continue;
    const { moved, status, failureReason } = task;
    onMoved(moved);
    if (['RUNNING', 'CANCELLING'].includes(status)) continue;
    if (status === 'COMPLETED') return { moved };
    return { moved, stoppedBy: `${status.toLowerCase()}${failureReason === undefined ? '' : `: ${failureReason}`}` };
  }
}
