import { createSearchApi, FoundMomentsItem, type MomentItem } from '@earshot/adapters-http';
import {
  clockTime,
  EarshotError,
  MAX_PAGE_SIZE,
  printable,
  printableJson,
  SEARCH_WAYS,
  type SearchWay,
} from '@earshot/core';
import { UniversalSentenceEncoder } from '@earshot/language';
import { type Command, Option } from 'commander';
import { DEFAULT_PORT } from '../environment.js';
import { askingApp } from './asking-app.js';
import { askServer } from './calls-reader.js';
import { parametersOf } from './coaching-source.js';
import type { Context } from './context.js';
import { wholeNumber } from './query-options.js';
import { readerOfSource, type Source, type SourceOptions, withCallSource, withSource } from './source-option.js';
import { withStoredApp } from './stored-app.js';
import { type Stream, styled, wrapped } from './terminal.js';
import { parseTime, zonedTimeText } from './times.js';

interface Options extends SourceOptions {
  readonly adapters: 'local' | 'aws';
  readonly by: SearchWay;
  readonly call?: string;
  readonly from?: number;
  readonly to?: number;
  readonly category?: string;
  readonly agent?: string;
  readonly speaker?: string;
  readonly byCall?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** What was found, over all pages that were read. */
interface Found {
  readonly hits: readonly MomentItem[];
  readonly totals: FoundMomentsItem['totals'];
  readonly by: SearchWay;
}

const EXAMPLES = `
Examples:
  $ earshot search "wants her money back"
  $ earshot search '"taken twice" refund'              moments with the phrase, those with refund first
  $ earshot search 'deliv* -invoice' --from 2026-09-01
  $ earshot search "did not sleep" --by meaning --speaker customer
  $ earshot search refund --call gym-charged-twice
  $ earshot search refund --json | jq -r .call_id`;

/** `earshot search`: finds moments of calls. */
export function addSearchCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('search')
    .description('find moments of calls by their words and by what they mean, the best first')
    .argument('<text>', 'what to find; "phrases", prefix* and -without are understood')
    .addOption(new Option('--by <way>', 'how moments are found').choices(SEARCH_WAYS).default('both'))
    .option('--call <call>', 'only in this call: its id or its hash, or the beginning of one')
    .option('--from <time>', 'only in calls recorded at this time or later, such as 2026-09-14', parseTime)
    .option('--to <time>', 'only in calls recorded before this time', parseTime)
    .option('--category <name>', 'only in calls in this category')
    .option('--agent <name>', 'only in calls of this agent; the name must match exactly')
    .option('--speaker <name>', 'only what this speaker says: a role, such as customer, or a label')
    .option('--by-call', 'list the moments of each call together')
    .option('--limit <count>', 'list at most this many', wholeNumber(1, 1_000), 20)
    .option('--json', 'print each moment as a line of JSON')
    .addOption(new Option('--adapters <name>', 'where the calls are').choices(['local', 'aws']).default('local'))
    .addHelpText('after', EXAMPLES);
  withSource(command).action(async (text: string, options: Options) => {
    const show = async (source: Source) => {
      const found = await read(source, text, options);
      const server = 'server' in source ? source.server : `http://127.0.0.1:${context.settings.port || DEFAULT_PORT}`;
      if (options.json) for (const hit of found.hits) context.stdout.write(`${printableJson(hit)}\n`);
      else print(context, found, options, server);
      return 0;
    };
    if (options.adapters === 'aws') return exit(await withStoredApp(context, options, show));
    // Calls that are only ingested for this search are embedded if it asks what they mean.
    const search = options.by === 'words' ? {} : { embedder: new UniversalSentenceEncoder() };
    exit(await withCallSource(context, options, show, { search }));
  });
}

async function read(source: Source, text: string, options: Options): Promise<Found> {
  const ask = 'server' in source ? askServer.bind(undefined, source) : askingSearch(source);
  const call = options.call && ((await readerOfSource(source).get(options.call))?.hash ?? options.call);
  const { by, from, to, category, agent, speaker, byCall, limit } = options;
  const groupBy = byCall ? 'call' : undefined;
  const hits: MomentItem[] = [];
  let page: FoundMomentsItem | undefined;
  do {
    const pageSize = Math.min(MAX_PAGE_SIZE, limit - hits.length);
    const nextToken = page?.pagination.nextToken ?? undefined;
    const query = { q: text, by, call, from, to, category, agent, speaker, groupBy, pageSize, nextToken };
    const { status, body } = await ask(`/search?${parametersOf(query)}`);
    if (status === 404) throw notFound(options.call);
    page = FoundMomentsItem.parse(body);
    hits.push(...page.hits);
  } while (page.pagination.hasMore && hits.length < limit);
  return { hits, totals: page.totals, by: page.by };
}

function askingSearch(app: Exclude<Source, { readonly server: string }>): ReturnType<typeof askingApp> {
  const { searchMoments } = app;
  if (searchMoments !== undefined) return askingApp((settings) => createSearchApi(app, searchMoments, settings));
  throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'these calls are not indexed for search');
}

function notFound(call: string | undefined): EarshotError {
  if (call === undefined) return new EarshotError('EARSHOT_NOT_SUPPORTED', 'search is off on this server');
  return new EarshotError('EARSHOT_NOT_FOUND', `no call is named ${call}`, {
    details: { field: '--call', found: call },
  });
}

function print({ stdout, stderr }: Context, { hits, totals, by }: Found, options: Options, server: string): void {
  for (const hit of hits) stdout.write(`${momentText(stdout, hit, server)}\n\n`);
  if (hits.length === 0) stderr.write('no moment matches\n');
  else if (totals && totals.hits > 0)
    stdout.write(`${counted(totals.hits, 'moment')} in ${counted(totals.calls, 'call')} by words\n`);
  if (by !== options.by) stderr.write(`${styled(stderr, 'yellow', 'by words only:')} nothing here understands texts\n`);
}

/** A moment: where it is, what is said with the words marked, and what plays it. */
function momentText(stream: Stream, hit: MomentItem, server: string): string {
  const { call_id, recorded_at, start_ms, speaker, role, source, snippet, recording_url, call_url } = hit;
  const who = source === 'speech' ? (role ?? speaker) : source;
  const facts = [
    zonedTimeText(stream, recorded_at),
    ...(start_ms === undefined ? [] : [clockTime(start_ms)]),
    ...(who === undefined ? [] : [who]),
  ];
  const link = new URL(recording_url ?? call_url, server).href;
  return [
    `${styled(stream, 'bold', printable(call_id))}  ${printable(facts.join(' · '))}`,
    `  ${marked(stream, wrapped(stream, '', snippet.text, 2), snippet)}`,
    `  ${styled(stream, 'dim', printable(link))}`,
  ].join('\n');
}

/** Marks the words found, on a terminal. Lines are broken already, so the words are looked for in their order. */
function marked(stream: Stream, lines: string, { text, marks }: MomentItem['snippet']): string {
  let [rest, done] = [lines, ''];
  for (const { start_character, end_character } of marks) {
    const word = printable(text.slice(start_character, end_character));
    const at = rest.indexOf(word);
    if (at === -1) continue;
    done += rest.slice(0, at) + styled(stream, ['bold', 'underline'], word);
    rest = rest.slice(at + word.length);
  }
  return done + rest;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
