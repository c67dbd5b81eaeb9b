import type { Finding } from '@earshot/core';
import { type NounPhrase, nounPhrasesIn } from './noun-phrases.js';
import type { Sentence } from './sentences.js';
import type { Roles } from './speaker-roles.js';

const MOST = 8;
/** So many are named even if they weigh little. */
const FEWEST = 3;
/** What a topic weighs otherwise: a phrase of the customer's that is said once does, one of the agent's does not. */
const LEAST = 1.65;
const EVIDENCE = 2;
/** The customer knows best what the call is about. */
const CUSTOMER_SHARE = 1.5;
/** Of two words or more, a phrase tells more than its parts. */
const LENGTH_SHARE: readonly number[] = [0, 0.7, 1.5, 1.6];

/** What a call is about, in a few words each. */
export interface CallTopics {
  /** Most important first, lower case, singular. */
  readonly topics: readonly string[];
  readonly findings: readonly Finding[];
}

interface Topic {
  readonly words: string;
  readonly mentions: readonly Mention[];
}

interface Mention {
  readonly phrase: NounPhrase;
  readonly sentence: Sentence;
  readonly weight: number;
}

/** A part of a segment that no topic is taken from, such as a name or a card number. */
export interface Barred {
  readonly segmentIndex?: number | undefined;
  readonly startCharacter?: number | undefined;
  readonly endCharacter?: number | undefined;
}

/** The noun phrases of a call that weigh most by how often they come, over how much of it, and who says them. */
export function topicsOf(sentences: readonly Sentence[], roles: Roles, barred: readonly Barred[]): CallTopics {
  const greeting = sentences.find(({ speaker }) => roles.get(speaker) === 'agent')?.segmentIndex;
  const telling = sentences.filter(({ segmentIndex }) => segmentIndex !== greeting);
  const mentions = telling.flatMap((sentence) =>
    nounPhrasesIn(sentence.text)
      .filter((phrase) => !barred.some((stretch) => overlaps(sentence, phrase, stretch)))
      .map((phrase) => ({ phrase, sentence, weight: roles.get(sentence.speaker) === 'customer' ? CUSTOMER_SHARE : 1 })),
  );
  const topics = folded(mentions)
    .map((topic) => ({ ...topic, score: scoreOf(topic) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ score }, nth) => nth < FEWEST || score >= LEAST)
    .slice(0, MOST);
  return {
    topics: topics.map(({ words }) => words),
    findings: topics.map(({ words, mentions: said }) => ({
      kind: 'topic',
      value: words,
      basis: 'estimated',
      evidence: evidenceOf(said),
      explanation: `Said ${said.length === 1 ? 'once' : `${said.length} times`}; found by parts of speech.`,
    })),
  };
}

/**
 * Mentions of the same words together. A word that is also the last of a longer phrase belongs to that phrase if it is the
 * only compound that ends so, otherwise to whichever is said more often; and the phrase belongs to the word likewise.
 */
function folded(mentions: readonly Mention[]): Topic[] {
  const said = Map.groupBy(mentions, ({ phrase }) => phrase.words);
  const countOf = (words: string): number => said.get(words)?.length ?? 0;
  const homeOf = (words: string): string => {
    const last = words.slice(words.lastIndexOf(' ') + 1);
    const [longer, ...others] = [...said.keys()]
      .filter((each) => each.endsWith(` ${last}`))
      .sort((a, b) => countOf(b) - countOf(a));
    if (longer === undefined) return words;
    const only = others.length === 0 && said.get(longer)?.[0]?.phrase.compound === true;
    if (words === last) return only || countOf(longer) >= countOf(last) ? longer : last;
    return only || countOf(words) >= countOf(last) ? words : last;
  };
  return [...Map.groupBy(mentions, ({ phrase }) => homeOf(phrase.words))].map(([words, all]) => ({
    words,
    mentions: all,
  }));
}

function scoreOf({ words, mentions }: Topic): number {
  const weight = mentions.reduce((sum, mention) => sum + mention.weight, 0);
  const segments = new Set(mentions.map(({ sentence }) => sentence.segmentIndex)).size;
  return Math.log2(1 + weight) * Math.sqrt(segments) * (LENGTH_SHARE[words.split(' ').length] ?? 1);
}

function evidenceOf(mentions: readonly Mention[]): Finding['evidence'] {
  const firsts = mentions.filter(
    ({ sentence }, nth) => mentions.findIndex((other) => other.sentence.segmentIndex === sentence.segmentIndex) === nth,
  );
  return firsts.slice(0, EVIDENCE).map(({ sentence, phrase }) => ({
    segmentIndex: sentence.segmentIndex,
    quote: sentence.text.slice(phrase.start, phrase.end),
  }));
}

function overlaps(
  sentence: Sentence,
  phrase: NounPhrase,
  { segmentIndex, startCharacter, endCharacter }: Barred,
): boolean {
  if (segmentIndex !== sentence.segmentIndex) return false;
  const start = sentence.start + phrase.start;
  const end = sentence.start + phrase.end;
  return start < (endCharacter ?? Number.POSITIVE_INFINITY) && end > (startCharacter ?? 0);
}
