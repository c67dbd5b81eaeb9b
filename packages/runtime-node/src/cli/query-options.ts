import {
  type AnalyticsQuery,
  CALL_SORTS,
  type CallSentiment,
  type CallSort,
  RECORD_STATES,
  type RecordState,
  SENTIMENT_LABELS,
} from '@earshot/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseTime } from './times.js';

/** The filters as the command line takes them. */
export interface FilterOptions {
  readonly callId?: string;
  readonly hash?: string;
  readonly category?: string;
  readonly topic?: string;
  readonly agent?: string;
  readonly customer?: string;
  readonly state?: string;
  readonly sentiment?: CallSentiment['label'];
  readonly notUnderstood?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly minDuration?: number;
  readonly maxDuration?: number;
  readonly text?: string;
  readonly sort?: CallSort;
}

/** Adds the filters to a command. */
export function withFilters(command: Command, states: readonly RecordState[] = RECORD_STATES): Command {
  // Only calls that ended well can have a result that was not understood.
  if (states.includes('completed')) command.option('--not-understood', 'calls that were not understood');
  return command
    .option('--call-id <id>', 'the call with this id')
    .option('--hash <hash>', 'the call with this hash')
    .option('--category <name>', 'calls in this category')
    .option('--topic <name>', 'calls about this topic')
    .option('--agent <name>', 'calls of the agent with this name')
    .option('--customer <name>', 'calls of the customer with this name')
    .addOption(new Option('--state <state>', 'calls in this state').choices(states))
    .addOption(new Option('--sentiment <label>', 'calls with this sentiment').choices(SENTIMENT_LABELS))
    .option(
      '--from <time>',
      'recorded at this time or later: 2026-09-14, 2026-09-14T09:30:00Z, 7d (ago), yesterday',
      parseTime,
    )
    .option('--to <time>', 'recorded before this time', parseTime)
    .option('--min-duration <time>', 'at least this long: 90 (seconds), 5m, 1h30m', parseDuration)
    .option('--max-duration <time>', 'shorter than this', parseDuration)
    .option('--text <words>', 'calls with all of these words and "phrases", in any order and case');
}

/** Adds the order of the list to a command. */
export function withSort(command: Command): Command {
  return command.addOption(new Option('--sort <order>', 'the order').choices(CALL_SORTS).default('newest'));
}

/** The filters, and the order if there is one, as queries take them. */
export function queryOf(options: FilterOptions): AnalyticsQuery {
  const { category, topic, agent, customer, state, sentiment, notUnderstood, text, sort } = options;
  const { from: fromMs, to: toMs, minDuration: minDurationMs, maxDuration: maxDurationMs } = options;
  const understood = notUnderstood === true ? false : undefined;
  const names = { category, topic, agent, customer };
  const named = { ...names, state, sentiment, understood, fromMs, toMs, minDurationMs, maxDurationMs, text, sort };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as AnalyticsQuery;
}

/** Parses an option that takes a whole number within bounds. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most && value.trim() !== '') return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/** Parses an option that takes a number above 0. */
export function positive(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a number above 0.');
}

const DURATION = /^(?=.)(?:(?<h>\d{1,4})h)?(?:(?<m>\d{1,6})m)?(?:(?<s>\d{1,8}(?:\.\d{1,3})?)s?)?$/;

/** Parses an option that takes a length of time, to ms. A number alone counts seconds. */
export function parseDuration(value: string): number {
  const { h = 0, m = 0, s = 0 } = DURATION.exec(value)?.groups ?? {};
  if (DURATION.test(value)) return Math.round((Number(h) * 3_600 + Number(m) * 60 + Number(s)) * 1_000);
  throw new InvalidArgumentError('Expected a length of time, such as 90 (seconds), 5m or 1h30m.');
}
