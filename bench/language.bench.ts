import {
  type Analysis,
  CallId,
  type Embedder,
  identifyParticipants,
  type SensitiveDataFinding,
  type Sentiment,
} from '@earshot/core';
import { agreement, removalOf, sumOf } from './language/accuracy.ts';
import {
  callSet,
  categorySet,
  type SentimentItem,
  sensitiveDataSet,
  sentimentFactsSet,
  sentimentSet,
} from './language/held-out.ts';
import { type CallScore, FACTS, scoreOf, type UnderstoodCall } from './language/labeled-calls.ts';
import { isSupported, summarySentences } from './language/summary-support.ts';
import { type Effort, type Figure, round } from './measure.ts';

/**
 * `sentiment`, `sentiment-facts`, `category`, `roles`, `roles-wrong`, `roles-phrases`, `roles-phrases-wrong`, `resolution`,
 * `next-step`, `summary`, `summary-false`, `pii` and `pii-damaged`: how often the language parts, and core's phrases of
 * roles, are right on calls that their rules were not written for.
 */
export async function* languageBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  yield await sentimentFigure('sentiment', 93, sentimentSet());
  yield await sentimentFigure('sentiment-facts', 85, sentimentFactsSet());
  yield await categoryFigure(effort);
  yield* await callFigures(effort);
  yield* phraseFigures(effort);
  yield* await sensitiveDataFigures();
}

async function sentimentFigure(name: string, limit: number, items: readonly SentimentItem[]): Promise<Figure> {
  const { sentimentsOf } = await built<{
    sentimentsOf(texts: readonly string[], embedder: Embedder): Promise<{ sentiments: readonly Sentiment[] }>;
  }>('sentiment/sentiment');
  const { UniversalSentenceEncoder } = await built<{ UniversalSentenceEncoder: new () => Embedder }>(
    'universal-sentence-encoder',
  );
  const { sentiments } = await sentimentsOf(
    items.map(({ text }) => text),
    new UniversalSentenceEncoder(),
  );
  const right = agreement(
    items.map(({ label }) => label),
    sentiments.map(({ label }) => label),
  );
  return percentFigure(name, limit, right, items.length, 'utterances');
}

/** Who the agent is, what was done, what comes next, and how much of what matters the summary states. */
async function callFigures(effort: Effort): Promise<Figure[]> {
  const { understand } = await built<{ understand(said: SaidSegment[]): Promise<{ original: UnderstoodCall }> }>(
    'understand',
  );
  const calls = callSet().filter((_, index) => !effort.smoke || index % 10 === 0);
  const scores: CallScore[] = [];
  const supported: boolean[] = [];
  for (const call of calls) {
    const { original } = await understand(timed(call.segments));
    scores.push(scoreOf(call, original));
    supported.push(...summarySentences(original.summary ?? '').map((sentence) => isSupported(sentence, call)));
  }
  const count = (is: (score: CallScore) => boolean): number => scores.filter(is).length;
  const wrong = count(({ agent }) => agent === 'wrong');
  const facts = scores.flatMap((score) => score.facts);
  const stated = FACTS.map((fact) => {
    const some = facts.filter((each) => each.fact === fact);
    return `${fact} ${some.filter((each) => each.isStated).length}/${some.length}`;
  });
  const summary = percentFigure('summary', 60, facts.filter(({ isStated }) => isStated).length, facts.length, 'facts');
  return [
    percentFigure(
      'roles',
      90,
      count(({ agent }) => agent === 'right'),
      calls.length,
      'calls',
    ),
    wrongFigure('roles-wrong', wrong, calls.length),
    percentFigure(
      'resolution',
      75,
      count(({ resolution }) => resolution),
      calls.length,
      'calls',
    ),
    percentFigure(
      'next-step',
      75,
      count(({ nextStep }) => nextStep),
      calls.length,
      'calls',
    ),
    { ...summary, note: `${summary.note} (${stated.join(', ')})` },
    {
      name: 'summary-false',
      value: round((100 * supported.filter((is) => !is).length) / supported.length),
      limit: 3,
      better: 'lower',
      note: `% of ${supported.length} sentences say what nobody does, or not that person`,
    },
  ];
}

/** Who the agent is, by core's phrases alone, as of a call that was analyzed on AWS. */
function phraseFigures(effort: Effort): Figure[] {
  const calls = callSet().filter((_, index) => !effort.smoke || index % 10 === 0);
  const agents = calls.map(({ segments, agent }) => {
    const said = timed(segments).map((segment, index) => ({ ...segment, index, speaker: `spk_${segment.speaker}` }));
    const analysis: Analysis = {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
      transcript: { text: '', segments: said },
    };
    const { people } = identifyParticipants({ callId: CallId.parse('call'), jobs: [], analysis });
    return {
      found: people.find(({ role }) => role === 'agent')?.label,
      right: agent === null ? undefined : `spk_${agent}`,
    };
  });
  const wrong = agents.filter(({ found, right }) => found !== undefined && found !== right).length;
  const right = agents.filter(({ found, right: wanted }) => found === wanted).length;
  return [
    percentFigure('roles-phrases', 85, right, calls.length, 'calls'),
    wrongFigure('roles-phrases-wrong', wrong, calls.length),
  ];
}

/** Of several categories the first counts. */
async function categoryFigure(effort: Effort): Promise<Figure> {
  const { understand } = await built<{
    understand(said: SaidSegment[]): Promise<{ original: { categories: readonly string[] } }>;
  }>('understand');
  const items = categorySet().filter((_, index) => !effort.smoke || index % 10 === 0);
  const categories: (string | undefined)[] = [];
  for (const { segments } of items) categories.push((await understand(timed(segments))).original.categories[0]);
  const right = agreement(
    items.map(({ label }) => label),
    categories,
  );
  return percentFigure('category', 90, right, items.length, 'openings of calls');
}

async function sensitiveDataFigures(): Promise<Figure[]> {
  const { findSensitiveData } = await built<{ findSensitiveData(said: SaidSegment[]): SensitiveDataFinding[] }>(
    'sensitive-data/find-sensitive-data',
  );
  const items = sensitiveDataSet();
  const { found, toFind, damaged, toKeep } = sumOf(
    items.map(({ segments }) => removalOf(segments, findSensitiveData(timed(segments)))),
  );
  const note = `of ${toKeep} harmless strings in ${items.length} stretches of calls`;
  return [
    percentFigure('pii', 94, found, toFind, 'sensitive strings'),
    { name: 'pii-damaged', value: damaged, limit: 0, better: 'lower', note },
  ];
}

function wrongFigure(name: string, wrong: number, all: number): Figure {
  return { name, value: round((100 * wrong) / all), limit: 3, better: 'lower', note: `% of ${all} calls: ${wrong}` };
}

function percentFigure(name: string, limit: number, right: number, all: number, what: string): Figure {
  return { name, value: round((100 * right) / all), limit, better: 'higher', note: `% of ${all} ${what}: ${right}` };
}

interface SaidSegment {
  readonly text: string;
  readonly speaker: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Segments of a call, one after the other, five seconds each. */
function timed(segments: readonly { readonly text: string; readonly speaker: number }[]): SaidSegment[] {
  return segments.map(({ text, speaker }, index) => ({
    text,
    speaker,
    startMs: index * 5_000,
    endMs: (index + 1) * 5_000,
  }));
}

/** A module inside `@earshot/language`, which exports only the whole. */
async function built<Module>(name: string): Promise<Module> {
  return import(new URL(`../packages/language/dist/${name}.js`, import.meta.url).href) as Promise<Module>;
}
