import { setTimeout as sleep } from 'node:timers/promises';
import { JobResponse, JobsList } from '@earshot/adapters-http';
import { CALL_JOB_STATES, type CallJobState, MAX_PAGE_SIZE, printable, printableJson } from '@earshot/core';
import { type Command, Option } from 'commander';
import { type CoachingApi, parametersOf, routesOf } from './coaching-source.js';
import type { Context } from './context.js';
import { jobLine, jobsTable } from './job-views.js';
import { wholeNumber } from './query-options.js';
import { type SourceOptions, withCallSource, withServer } from './source-option.js';
import { withStoredApp } from './stored-app.js';

interface Options extends SourceOptions {
  readonly state?: CallJobState;
  readonly limit: number;
  readonly follow?: boolean;
  readonly json?: boolean;
  readonly adapters: 'local' | 'aws';
}

const EXAMPLES = `
Examples:
  $ earshot jobs
  $ earshot jobs --state failed
  $ earshot jobs parcel-missing --follow`;

/** Jobs are looked at this often. */
const FOLLOW_MS = 1_000;
const OPEN = ['queued', 'running'] as const;

/** `earshot jobs`: how far analyses are. */
export function addJobsCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('jobs')
    .description('list the current job of each call, or show one; follow them until they have ended')
    .argument('[job]', 'the id of a job, or the hash or id of a call')
    .addOption(new Option('--state <state>', 'only jobs in this state').choices(CALL_JOB_STATES))
    .option('--limit <count>', 'at most this many jobs', wholeNumber(1, 1_000_000), 20)
    .option('--follow', 'go on until the jobs that are queued or run have ended')
    .option('--json', 'print each job as a line of JSON; with --follow, again whenever it changes')
    .addOption(new Option('--adapters <name>', 'where the calls are').choices(['local', 'aws']).default('local'))
    .addHelpText('after', EXAMPLES);
  withServer(command).action(async (name: string | undefined, options: Options) => {
    const work = (api: CoachingApi) => jobs(context, api, name, options);
    exit(
      options.adapters === 'aws'
        ? await withStoredApp(context, options, (app) => work(routesOf(app)))
        : await withCallSource(context, options, (source) => work(routesOf(source))),
    );
  });
}

async function jobs(context: Context, api: CoachingApi, name: string | undefined, options: Options): Promise<number> {
  const { stdout, stderr } = context;
  if (options.follow)
    return name === undefined ? followOpen(context, api, options) : followOne(context, api, name, options);
  const { found, more } =
    name === undefined ? await listed(api, options.state, options.limit) : await justOne(api, name);
  if (options.json) for (const job of found) stdout.write(`${printableJson(job)}\n`);
  else if (found.length > 0) stdout.write(`${jobsTable(stdout, found)}\n`);
  if (found.length === 0) stderr.write(name === undefined ? 'no jobs\n' : noJob(name));
  else if (more) stderr.write(`shown are ${found.length}; --limit shows more\n`);
  return name !== undefined && found.length === 0 ? 1 : 0;
}

function noJob(name: string): string {
  return `there is no job ${printable(name)}\n`;
}

interface Listed {
  readonly found: readonly JobResponse[];
  readonly more: boolean;
}

async function justOne(api: CoachingApi, name: string): Promise<Listed> {
  const job = await jobOf(api, name);
  return { found: job === undefined ? [] : [job], more: false };
}

function jobOf(api: CoachingApi, name: string): Promise<JobResponse | undefined> {
  return api.get(JobResponse, `/jobs/${encodeURIComponent(name)}`);
}

async function listed(api: CoachingApi, state: CallJobState | undefined, limit: number): Promise<Listed> {
  const found: JobResponse[] = [];
  let nextToken: string | null | undefined;
  do {
    const pageSize = Math.min(MAX_PAGE_SIZE, limit - found.length);
    const query = parametersOf({ state, pageSize, nextToken: nextToken ?? undefined });
    const page = await api.get(JobsList, `/jobs?${query}`);
    found.push(...(page?.items ?? []));
    nextToken = page?.pagination.nextToken;
  } while (nextToken && found.length < limit);
  return { found, more: typeof nextToken === 'string' };
}

/** The attempt that is current now, whatever follows it. */
async function followOne(context: Context, api: CoachingApi, name: string, options: Options): Promise<number> {
  const { stderr } = context;
  const show = screenOf(context, options);
  let job = await jobOf(api, name);
  for (; job !== undefined; job = await jobOf(api, job.id)) {
    show([job]);
    if (!isOpen(job)) return job.state === 'succeeded' ? 0 : 1;
    await sleep(FOLLOW_MS);
  }
  stderr.write(noJob(name));
  return 1;
}

async function followOpen(context: Context, api: CoachingApi, options: Options): Promise<number> {
  const show = screenOf(context, options);
  const followed = new Map<string, JobResponse>();
  for (;;) {
    const states = OPEN.filter((state) => options.state === undefined || options.state === state);
    const lists = await Promise.all(states.map((state) => listed(api, state, options.limit)));
    const seen = lists.flatMap(({ found }) => found).slice(0, options.limit);
    for (const job of seen) followed.set(job.id, job);
    const gone = [...followed.values()].filter((job) => isOpen(job) && !seen.some(({ id }) => id === job.id));
    for (const { id } of gone) {
      const now = await jobOf(api, id);
      if (now === undefined) followed.delete(id);
      else followed.set(id, now);
    }
    if (followed.size > 0) show([...followed.values()]);
    else context.stderr.write('no jobs are queued or run\n');
    if (![...followed.values()].some(isOpen)) return 0;
    await sleep(FOLLOW_MS);
  }
}

function isOpen({ state }: JobResponse): boolean {
  return OPEN.some((open) => open === state);
}

/** Shows jobs again and again: in place on a terminal, elsewhere a line for each that has changed. */
function screenOf({ stdout }: Context, { json }: Options): (jobs: readonly JobResponse[]) => void {
  const said = new Map<string, string>();
  let height = 0;
  return (shown) => {
    if (stdout.isTTY && !json) {
      const text = jobsTable(stdout, shown);
      stdout.write(`${height > 0 ? `\u001b[${height}A\u001b[0J` : ''}${text}\n`);
      height = text.split('\n').length;
      return;
    }
    for (const job of shown) {
      const line = json ? printableJson(job) : jobLine(stdout, job);
      if (said.get(job.id) !== line) stdout.write(`${line}\n`);
      said.set(job.id, line);
    }
  };
}
