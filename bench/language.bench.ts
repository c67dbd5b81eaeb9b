import type { SensitiveDataFinding, Sentiment } from '@earshot/core';
import type { Embedder } from '../packages/language/src/embedder.ts';
import { agreement, removalOf, sumOf } from './language/accuracy.ts';
import { categorySet, sensitiveDataSet, sentimentSet } from './language/held-out.ts';
import { type Effort, type Figure, round } from './measure.ts';

/**
 * `sentiment`, `category`, `pii` and `pii-damaged`: how often the language parts are right on calls that their rules
 * were not written for.
 */
export async function* languageBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  yield await sentimentFigure();
  yield await categoryFigure(effort);
  yield* await sensitiveDataFigures();
}

async function sentimentFigure(): Promise<Figure> {
  const { sentimentsOf } = await built<{
    sentimentsOf(texts: readonly string[], embedder: Embedder): Promise<{ sentiments: readonly Sentiment[] }>;
  }>('sentiment/sentiment');
  const { UniversalSentenceEncoder } = await built<{ UniversalSentenceEncoder: new () => Embedder }>(
    'universal-sentence-encoder',
  );
  const items = sentimentSet();
  const { sentiments } = await sentimentsOf(
    items.map(({ text }) => text),
    new UniversalSentenceEncoder(),
  );
  const right = agreement(
    items.map(({ label }) => label),
    sentiments.map(({ label }) => label),
  );
  return percentFigure('sentiment', 90, right, items.length, 'utterances');
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
  return percentFigure('category', 85, right, items.length, 'openings of calls');
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
    percentFigure('pii', 90, found, toFind, 'sensitive strings'),
    { name: 'pii-damaged', value: damaged, limit: 0, better: 'lower', note },
  ];
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
