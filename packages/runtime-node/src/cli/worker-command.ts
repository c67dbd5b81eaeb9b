import { type DeliveryReport, type DispatchedCall, type ItemOutcome, printable, type SweepCounts } from '@earshot/core';
import type { Command } from 'commander';
import type { Context } from './context.js';
import { type NoticeOptions, noticesOf, withNotices } from './notice-options.js';
import { wholeNumber } from './query-options.js';
import { type RulesetOptions, rulesetsOf, withRulesets } from './rulesets-option.js';
import { styled } from './terminal.js';

const MINUTE_MS = 60_000;

interface WorkerCommandOptions extends NoticeOptions, RulesetOptions {
  readonly concurrency: number;
  readonly sweepEvery: number;
}

/** `earshot worker`: starts analyses and keeps results, as messages report them. */
export function addWorkerCommand(program: Command, context: Context): void {
  const command = program
    .command('worker')
    .description('process the queues on AWS, until stopped')
    .option('--concurrency <number>', 'messages in work at once, of each queue', wholeNumber(1, 1_000), 10)
    .option('--sweep-every <minutes>', 'how often to check overdue calls, 0 for never', wholeNumber(0, 1_440), 10);
  withNotices(withRulesets(command)).action((options: WorkerCommandOptions) => work(context, options));
}

async function work(context: Context, options: WorkerCommandOptions): Promise<void> {
  const { concurrency, sweepEvery } = options;
  const { environment, formats, stdout } = context;
  const { APP_VARIABLES, composeAwsApp } = await import('../aws/aws-app.js');
  const { QUEUE_VARIABLES, queuesOf, sourceOf, sqsClient } = await import('../aws/queues.js');
  const { startWorker } = await import('../worker.js');
  const { readAwsVariables } = await import('@earshot/adapters-aws');
  // All at once: the person who sets up a worker sees everything that is missing.
  const variables = readAwsVariables(environment, [
    ...APP_VARIABLES,
    ...QUEUE_VARIABLES,
    'EARSHOT_SWEEP_OVERDUE_MINUTES',
  ]);
  const queues = queuesOf(variables);
  const client = sqsClient();
  const say = (line: string) => void stdout.write(`${new Date().toISOString()} ${printable(line)}\n`);
  const rulesets = await rulesetsOf(context, options);
  const worker = startWorker({
    app: composeAwsApp(variables, { formats, notices: await noticesOf(context, options), rulesets }),
    sources: queues.map((queue) => ({
      source: sourceOf(queue, client, ({ during, error }) =>
        say(`${queue.name} queue: ${during} failed: ${error.code} ${error.message}`),
      ),
      maxReceives: queue.maxReceives,
      retryDelaysMs: queue.retryDelaysMs,
    })),
    concurrency,
    sweepEveryMs: sweepEvery * MINUTE_MS,
    overdueMs: variables.EARSHOT_SWEEP_OVERDUE_MINUTES * MINUTE_MS,
    onReport: (report) => {
      for (const line of linesOf(report)) say(line);
    },
    onDispatched: (dispatched) => say(dispatchedText(dispatched)),
    onSwept: (counts) => say(sweptText(counts)),
  });
  stdout.write(`Working through ${queues.map(({ url }) => styled(stdout, 'bold', url)).join(' and ')}\n`);
  stdout.write('Stop with Ctrl-C.\n');
  void context.untilStopped().then(() => worker.stop());
  await worker.done;
  say('stopped; nothing is left in work');
}

/** The outcome of a message, a line for each event in it. */
function* linesOf({ delivery, items, settled }: DeliveryReport): Generator<string> {
  const end = settled === 'acknowledged' ? '' : ` (${settled}, receive ${delivery.receiveCount})`;
  for (const item of items) yield `${itemText(item)}${end}`;
}

function itemText(item: ItemOutcome): string {
  if (item.status === 'ignored') return `ignored: ${item.reason}`;
  if (item.status === 'error') return `${item.error.code}: ${item.error.message}`;
  const { callId, jobs } = item.record;
  const { problem } = item;
  const left = problem === undefined ? '' : `; left out: ${problem.code}: ${problem.message}`;
  return `${item.status} call ${callId}, job ${jobs.at(-1)?.jobId ?? 'none'}${left}`;
}

function dispatchedText(dispatched: DispatchedCall | Error): string {
  return dispatched instanceof Error
    ? `dispatch failed: ${dispatched.message}`
    : `waiting: ${itemText(dispatched.outcome)}`;
}

function sweptText(counts: SweepCounts | Error): string {
  if (counts instanceof Error) return `sweep failed: ${counts.message}`;
  const found = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  return `swept: ${found.length === 0 ? 'no call is overdue' : found.join(', ')}`;
}
