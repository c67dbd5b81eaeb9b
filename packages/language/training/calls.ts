import { readdirSync, readFileSync } from 'node:fs';
import type { Manner, Purpose } from '../src/cues.js';
import { type Sentence, sentencesOf } from '../src/sentences.js';
import type { Example } from './examples.js';

/** A call that was made up, and what is right to understand of it. */
interface Call {
  readonly segments: readonly { readonly speaker: number; readonly text: string }[];
  readonly agent: number | null;
  /** Sentences of the call; any of them tells what was done, or what comes next. */
  readonly resolution: readonly string[];
  readonly nextStep: readonly string[];
  /** Words of the call that tell why somebody called. */
  readonly facts: { readonly why: readonly string[] };
}

/** Customers say why they call in the first part of a call. */
const FIRST_PART = 0.45;

const FOLDER = new URL('calls/', import.meta.url);
const CALLS = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Call[])
  .map((call) => ({
    ...call,
    sentences: sentencesOf(call.segments.map((said) => ({ ...said, startMs: 0, endMs: 0 }))),
  }));

/** Every sentence of a call, and whose it is. */
export function mannerExamples(): Example<Manner>[] {
  return CALLS.flatMap(({ agent, sentences }) =>
    sentences.map(({ text, speaker }) => ({
      text,
      label: agent === null ? 'private' : speaker === agent ? 'agent' : 'customer',
    })),
  );
}

/** Sentences of calls, and what they are said for, where that is known. */
export function purposeExamples(): Example<Purpose>[] {
  return CALLS.flatMap((call) =>
    call.sentences.flatMap((sentence, nth) => {
      const label = purposeOf(sentence, nth / call.sentences.length, call);
      return label === undefined ? [] : [{ text: sentence.text, label }];
    }),
  );
}

function purposeOf({ text, segmentIndex, speaker }: Sentence, position: number, call: Call): Purpose | undefined {
  const said = call.segments[segmentIndex]?.text ?? '';
  const isOneOf = (sentences: readonly string[]): boolean =>
    sentences.some((each) => said.includes(each) && (each.includes(text) || text.includes(each)));
  if (isOneOf(call.resolution)) return 'resolution';
  if (isOneOf(call.nextStep)) return 'next_step';
  if (speaker === call.agent || position >= FIRST_PART) return 'neither';
  return call.facts.why.some((words) => text.toLowerCase().includes(words.toLowerCase())) ? 'reason' : undefined;
}
