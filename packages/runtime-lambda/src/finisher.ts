import {
  type AwsVariables,
  type DocumentClient,
  filesFolderOf,
  type INSIGHT_VARIABLES,
  insightOptions,
  type SEARCH_VARIABLES,
  searchPlaceOf,
} from '@earshot/adapters-aws';
import {
  type Derivation,
  type FinishCallDeps,
  type Finisher,
  type FinishFailure,
  isEarshotError,
  type Notifier,
  type ResultStore,
} from '@earshot/core';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { NoticeVariables } from './notices.js';

/** The variables that say what is done with calls that have changed, besides {@link NoticeVariables}. */
type DerivationVariables = AwsVariables<
  | (typeof INSIGHT_VARIABLES | typeof SEARCH_VARIABLES)[number]
  | 'EARSHOT_RULESETS'
  | 'EARSHOT_FILES'
  | 'EARSHOT_RESULTS_BUCKET'
>;

export interface FinisherInput extends Pick<FinishCallDeps, 'state' | 'repository'> {
  readonly variables: NoticeVariables & DerivationVariables;
  readonly store: ResultStore;
  /** Where insights are kept. */
  readonly tables: DocumentClient;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Whether it resumes what others noted, even if nothing is to be done for those calls: otherwise notes would pile up. @defaultValue false */
  readonly isSweep?: boolean;
}

/** What loads each of the derivations that the variables ask for. */
function loadersOf({
  variables,
  store,
  tables,
  state,
  log,
  metrics,
}: Omit<FinisherInput, 'repository'>): readonly (() => Promise<Derivation>)[] {
  const insights = insightOptions(variables, tables);
  const coaching = insights && { insights, rulesets: variables.EARSHOT_RULESETS, store, log, metrics };
  const place = searchPlaceOf(variables);
  const files = variables.EARSHOT_FILES ? { store, folder: filesFolderOf(variables) } : undefined;
  const loaders = [
    coaching && (async () => (await import('./coaching.js')).coachingOf(coaching)),
    place && (async () => (await import('./search.js')).indexingOf(place, state)),
    files && (async () => (await import('./files.js')).filesOf(files)),
  ];
  return loaders.filter((loader) => loader !== undefined);
}

/**
 * Finishes calls by deriving what the variables ask for, and by sending notices to the targets that they name; `undefined` when
 * they ask for neither. What that takes is loaded with the first call that has changed, so a cold start without it pays nothing.
 */
export function finisherOf(input: FinisherInput): Finisher | undefined {
  const { variables, state, repository, log, metrics } = input;
  const withCallIds = variables.EARSHOT_NOTIFY_CALL_IDS;
  const loaders = loadersOf(input);
  const hasTargets = [
    variables.EARSHOT_NOTIFY_EVENT_BUS,
    variables.EARSHOT_NOTIFY_TOPIC_ARN,
    variables.EARSHOT_NOTIFY_WEBHOOK_URL,
  ].some((target) => target !== undefined);
  if (!hasTargets && loaders.length === 0 && input.isSweep !== true) return undefined;

  const onFailed = ({ hash, target, notice, error }: FinishFailure) => {
    const { code, message: reason, retryable } = error;
    const fields = { target, correlation_id: hash, notice_id: notice?.id, code, reason, retryable };
    const what = notice === undefined ? 'call not finished' : 'notice not sent';
    if (notice === undefined) metrics.add('DerivationsFailed');
    if (retryable) return log.warn(`${what} yet`, fields);
    log.error(what, fields);
    metrics.add('NoticesFailed');
  };
  /** @returns `undefined` when a setting is wrong, which must not hold back results */
  const notifiers = async (): Promise<readonly Notifier[] | undefined> => {
    if (!hasTargets) return [];
    try {
      return (await import('./notices.js')).notifiersOf(variables);
    } catch (error) {
      if (!isEarshotError(error) || error.retryable) throw error;
      log.error('notice not sent', { code: error.code, reason: error.message });
      metrics.add('NoticesFailed');
      return undefined;
    }
  };
  let made: Promise<Finisher | undefined> | undefined;
  const make = async (): Promise<Finisher | undefined> => {
    const [targets, derivations] = await Promise.all([notifiers(), Promise.all(loaders.map((load) => load()))]);
    if (targets === undefined && derivations.length === 0) return undefined;
    const { createFinishCall } = await import('./finish-call.js');
    const deps = { notifiers: targets ?? [], derivations, state, repository };
    return createFinishCall({ ...deps, withCallIds, onFailed });
  };
  const finisher = async (): Promise<Finisher | undefined> => {
    made ??= make();
    const known = await made.catch((error) => {
      made = undefined;
      throw error;
    });
    // So that every call says what is wrong.
    if (known === undefined) made = undefined;
    return known;
  };
  return {
    execute: async (record) => (await finisher())?.execute(record),
    whileChanging: async (hash, work) => {
      const known = await finisher();
      return known === undefined ? work() : known.whileChanging(hash, work);
    },
    whileSaving: async (repository, work) => {
      const known = await finisher();
      return known === undefined ? work(repository) : known.whileSaving(repository, work);
    },
    finishLater: async (hash, isChanging) => (await finisher())?.finishLater(hash, isChanging) ?? false,
    resume: async (options) => (await finisher())?.resume(options),
    forget: async (hash) => (await finisher())?.forget(hash) ?? [],
  };
}
