import assert from 'node:assert/strict';
import type { Finding } from '@earshot/core';

/** What a call is about in short: any of the words in one list say it. */
export const FACTS = ['who', 'why', 'done', 'next', 'amounts', 'dates'] as const;

/** A whole call, and what is right to understand of it. */
export interface LabeledCall {
  readonly segments: readonly { readonly speaker: number; readonly text: string }[];
  /** `null` if nobody is an agent. */
  readonly agent: number | null;
  /** Sentences, as said, any of which says what was done; none if nothing was. */
  readonly resolution: readonly string[];
  readonly nextStep: readonly string[];
  /** Words of the call that say it; a list in place of words has alternatives. */
  readonly facts: Readonly<Record<(typeof FACTS)[number], readonly (string | readonly string[])[]>>;
}

/** What was understood of a call. */
export interface UnderstoodCall {
  readonly summary: string | undefined;
  readonly findings: readonly Finding[];
}

/** What is right of one call. */
export interface CallScore {
  readonly agent: 'right' | 'wrong' | 'unknown';
  readonly resolution: boolean;
  readonly nextStep: boolean;
  /** For each of {@link FACTS} that the call has, whether the summary states one of its wordings. */
  readonly facts: readonly { readonly fact: (typeof FACTS)[number]; readonly isStated: boolean }[];
}

const SAME = 0.6;

/** Holds what was understood of a call against what is right. */
export function scoreOf(call: LabeledCall, understood: UnderstoodCall): CallScore {
  const found = (kind: string) => understood.findings.find((finding) => finding.kind === kind);
  const agent = found('agent')?.value;
  return {
    agent: agent === (call.agent ?? undefined) ? 'right' : agent === undefined ? 'unknown' : 'wrong',
    resolution: isAccepted(found('resolution'), call.resolution),
    nextStep: isAccepted(found('next_step'), call.nextStep),
    facts: FACTS.flatMap((fact) => {
      const wordings = call.facts[fact].flat();
      const isStated = wordings.some((wording) => states(understood.summary ?? '', wording));
      return wordings.length === 0 ? [] : [{ fact, isStated }];
    }),
  };
}

/** Checks the marks of some calls: what is accepted was said. */
export function checkCalls(calls: readonly LabeledCall[]): void {
  for (const [index, { segments, agent, resolution, nextStep, facts }] of calls.entries()) {
    assert.ok(agent === null || segments.some(({ speaker }) => speaker === agent), `call ${index}: no such agent`);
    for (const said of [...resolution, ...nextStep]) {
      assert.ok(
        segments.some(({ text }) => text.includes(said)),
        `call ${index}: nobody says a sentence that is accepted`,
      );
    }
    for (const fact of FACTS) assert.ok(Array.isArray(facts[fact]), `call ${index}: ${fact} is no list`);
  }
}

/** Whether the evidence is an accepted sentence, or part of one, or holds one; without accepted ones, whether there is none. */
function isAccepted(finding: Finding | undefined, accepted: readonly string[]): boolean {
  const quote = finding?.evidence[0]?.quote;
  if (quote === undefined || accepted.length === 0) return quote === undefined && accepted.length === 0;
  return accepted.some((sentence) => {
    const [some, others] = [wordsOf(quote), wordsOf(sentence)];
    const common = [...some].filter((word) => others.has(word)).length;
    return common >= SAME * Math.min(some.size, others.size);
  });
}

/** Words that change when a sentence is told by somebody else. */
const PERSONS = new Set(
  'i me my mine we us our you your they them their he him his she her it its a an the to of is are was were be been has have had will would'.split(
    ' ',
  ),
);

/** Whether all words that matter of a wording are in a summary. */
function states(summary: string, wording: string): boolean {
  const stated = wordsOf(summary);
  const words = [...wordsOf(wording)];
  const telling = words.filter((word) => !PERSONS.has(word));
  return (telling.length > 0 ? telling : words).every((word) => stated.has(word));
}

/** The words of a text without what verbs and contractions end in: `I've` and `I'll` are `i`. */
function wordsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:[.,:'-][\p{L}\p{N}]+)*/gu) ?? [];
  return new Set(words.map((word) => word.replace(/'(?:ve|ll|re|m|d|s)$/, '')));
}
