import type { WatchOptions } from '@earshot/adapters-local';
import { type Command, InvalidArgumentError } from 'commander';

/** How folders are watched, as the command line takes it. */
export interface WatchingOptions {
  /** Seconds. */
  readonly settle?: number;
  /** Seconds. */
  readonly poll?: number;
  readonly verbose?: boolean;
}

const LONGEST_SECONDS = 86_400;

/** Adds the choice of how folders are watched. */
export function withWatching(command: Command): Command {
  return command
    .option('--settle <seconds>', 'take a file once nothing has changed it for this long (default: 10)', seconds)
    .option('--poll <seconds>', 'look for changes this often, as network drives require', seconds)
    .option('--verbose', 'also say how many files were passed over because they are no recordings');
}

/** The same as the watcher takes it. */
export function watchOptionsOf({ settle, poll }: WatchingOptions): Pick<WatchOptions, 'settleMs' | 'pollMs'> {
  return {
    ...(settle !== undefined && { settleMs: Math.round(settle * 1_000) }),
    ...(poll !== undefined && { pollMs: Math.round(poll * 1_000) }),
  };
}

function seconds(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= 0.1 && number <= LONGEST_SECONDS) return number;
  throw new InvalidArgumentError(`Expected seconds from 0.1 to ${LONGEST_SECONDS}.`);
}
