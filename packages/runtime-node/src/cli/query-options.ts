import { type AnalyticsQuery, RECORD_STATES, type RecordState } from '@earshot/core';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The filters as the command line takes them. */
export interface FilterOptions {
  readonly callId?: string;
  readonly hash?: string;
  readonly category?: string;
  readonly topic?: string;
  readonly state?: string;
  readonly notUnderstood?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly text?: string;
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
    .addOption(new Option('--state <state>', 'calls in this state').choices(states))
    .option('--from <time>', 'recorded at this time or later, such as 2026-09-14 or 2026-09-14T09:30:00Z', parseTime)
    .option('--to <time>', 'recorded before this time', parseTime)
    .option('--text <words>', 'calls in whose summary or transcript these words stand');
}

/** The filters as queries take them. */
export function queryOf({ category, topic, state, notUnderstood, from, to, text }: FilterOptions): AnalyticsQuery {
  const understood = notUnderstood === true ? false : undefined;
  const named = { category, topic, state, understood, fromMs: from, toMs: to, text };
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

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Parses an option that takes a number above 0. */
export function positive(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a number above 0.');
}

/** Parses an option that takes a time. A date counts from its first moment in UTC. */
export function parseTime(value: string): number {
  const ms = TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new InvalidArgumentError('Expected a date (2026-09-14) or a time with its zone (2026-09-14T09:30:00Z).');
}
