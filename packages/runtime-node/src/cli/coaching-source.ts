import { createReadingApi } from '@earshot/adapters-http';
import { EarshotError, iso } from '@earshot/core';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { tokenOf } from './access-token-option.js';
import { askingApp } from './asking-app.js';
import { type Answered, askServer } from './calls-reader.js';
import type { Context } from './context.js';
import { type RulesetOptions, rulesetsOf, withRulesets } from './rulesets-option.js';
import {
  readerOfSource,
  type Source,
  type SourceOptions,
  serverOf,
  withCallSource,
  withServer,
  withSource,
} from './source-option.js';
import { withStoredApp } from './stored-app.js';

/** Where the commands about coaching find it. */
export interface CoachingOptions extends SourceOptions, RulesetOptions {
  readonly adapters: 'local' | 'aws';
}

/** The HTTP API's routes about coaching: of this process, or of a server. */
export interface CoachingApi {
  /** @returns `undefined` when there is no such thing */
  get<T>(schema: z.core.$ZodType<T>, path: string): Promise<T | undefined>;
  patch<T>(schema: z.core.$ZodType<T>, path: string, body: object): Promise<T | undefined>;
  /** The hash of a call by its id, its hash or a beginning of one. @returns the name, where no call has it */
  hashOf(name: string): Promise<string>;
}

/** A query string of what is given. Times are epoch ms. */
export function parametersOf({
  from,
  to,
  ...others
}: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  const times = { from: from === undefined ? from : iso(Number(from)), to: to === undefined ? to : iso(Number(to)) };
  const given = Object.entries({ ...others, ...times }).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
}

/** Adds the choice of where coaching is read from. */
export function withCoachingSource(command: Command): Command {
  return withRulesets(withSource(command)).addOption(adaptersOption());
}

/** Adds the choice of where decisions are kept. */
export function withDecisionPlace(command: Command): Command {
  return withServer(command).addOption(adaptersOption());
}

function adaptersOption(): Option {
  return new Option('--adapters <name>', 'where the calls are').choices(['local', 'aws']).default('local');
}

/** Gives a command the routes about coaching. @param work answers with the exit code */
export async function withCoaching(
  context: Context,
  options: CoachingOptions,
  work: (api: CoachingApi) => Promise<number>,
): Promise<number> {
  if (options.adapters === 'aws') return withStoredApp(context, options, (app) => work(coachingApi(app)));
  return withCallSource(context, options, (source) => work(coachingApi(source)), {
    rulesets: await rulesetsOf(context, options),
  });
}

/** As {@link withCoaching}, for a command that changes something. */
export async function withDecisions(
  context: Context,
  options: CoachingOptions,
  work: (api: CoachingApi) => Promise<number>,
): Promise<number> {
  const server = options.adapters === 'aws' ? undefined : await serverOf(context, options);
  if (server !== undefined) return work(coachingApi({ server, token: await tokenOf(context, options) }));
  return withStoredApp(context, options, (app) => work(coachingApi(app)));
}

function coachingApi(source: Source): CoachingApi {
  if (!('server' in source) && source.coaching === undefined) {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'these calls have no insights: coaching is off');
  }
  return routesOf(source);
}

/** The routes of a server, or of this very process in the name of the user. */
export function routesOf(source: Source): CoachingApi {
  const ask =
    'server' in source
      ? askServer.bind(undefined, source)
      : askingApp((settings) => createReadingApi(source, settings));
  const parsed = <T>(schema: z.core.$ZodType<T>, { status, body }: Answered) =>
    status === 404 ? undefined : z.parse(schema, body);
  return {
    hashOf: async (name) => (await readerOfSource(source).get(name))?.hash ?? name,
    get: async (schema, path) => parsed(schema, await ask(path)),
    async patch(schema, path, body) {
      const headers = { 'content-type': 'application/json' };
      return parsed(schema, await ask(path, { method: 'PATCH', headers, body: JSON.stringify(body) }));
    },
  };
}
