import { isMark, type Token } from '../tokens.js';
import type { Rating } from './ratings.js';

const NEGATOR =
  /^(?:\w+n't|not|no|never|nobody|none|nothing|without|hardly|barely|neither|nor|cannot|cant|dont|wont|isnt|wasnt|didnt|doesnt)$/;
const NEGATES_NOTHING = /^(?:only|just|sure|doubt)$/;
const BOOSTER =
  /^(?:very|really|so|extremely|absolutely|completely|totally|incredibly|such|truly|super|highly|especially|utterly|quite|that|definitely|most|beyond)$/;
const DIMINISHER = /^(?:slightly|somewhat|bit|little|fairly|rather|mildly|maybe|perhaps|might|may|could|sometimes)$/;
const CONTRAST = /^(?:but|however|except|yet)$/;

const CLOSED_QUESTION =
  /^(?:do|does|did|is|are|was|were|can|could|would|will|have|has|had|should|shall|may|what|what's|which|when|where|who|any)$/;
const OPENING = /^(?:and|so|okay|ok|oh|well|alright|right|yes|yeah|no|now|but|hi|hello|sorry|,)$/;

const CONDITION = /\b(?:if|unless|whether|in case)\b/;
const PURPOSE =
  /\b(?:(?:want|wanted|would like|i'd like|hoping|try|trying|looking) (?:to|for)|hope|make sure|ensure|so that|prefer|as soon as|once|until|when)\b/;

/** What a call is about is no complaint when it is only named: `the delay`, `due to an outage`, `calling about an issue`. */
const MATTER =
  /^(?:complaints?|confusion|damage|declined|delay|delayed|delays|denied|disruptions?|errors?|failures?|fraud|glitch|inconvenience|interruptions?|mistakes?|mess|outages?|problems?|trouble|damaged|broken|faulty|defective|cracked)$/;
const NAMING = /^(?:the|your|this|that|these|those|any|about|regarding|concerning|to|of|report|reported)$/;

const CONSOLING =
  /(?<!n't |not )\b(?:understand|imagine|appreciate) (?:your|how|that|this|why|you|you're)\b|\bsorry (?:to (?!say|inform|tell|report)|for|about|that|you)\b|\b(?:i|we)(?: \w+)? apologi[sz]e\b|\b(?:my|our|sincere) apologies\b/;
const SOMEBODY_ELSES_FEELING =
  /(?<!n't |not )\b(?:understand|appreciate) (?:it|it's)\b|(?<!n't |not )\b(?:see|hear|know) (?:your|how|that|this|why|you|you're|it|it's)\b|\bsorry (?:if|the)\b|\bapolog(?:ize|ise|ies|y)\b|\bno (?:need|reason) to\b|\bthat must\b|\bmust (?:be|have been)\b/;

const NEGATION_REACH = 3;

function textAt(sentence: readonly Token[], index: number): string {
  return sentence[index]?.text ?? '';
}

/** The words right before a rating, nearest first, up to the mark before them. */
function wordsBefore(sentence: readonly Token[], { from }: Rating): string[] {
  const words: string[] = [];
  for (let index = from - 1; index >= 0 && words.length < NEGATION_REACH; index--) {
    const token = sentence[index];
    if (token === undefined || isMark(token) || CONTRAST.test(token.text)) break;
    words.push(token.text);
  }
  return words;
}

function negated({ from, to, score }: Rating, before: readonly string[]): number {
  const isPhrase = to - from > 1;
  const at = (isPhrase && score < 0 ? before.slice(0, 1) : before).findIndex((word) => NEGATOR.test(word));
  if (at === -1 || NEGATES_NOTHING.test(before[at - 1] ?? '')) return score;
  return score > 0 ? -Math.max(0.9, 0.8 * score) : -0.25 * score;
}

function emphasised(score: number, [last = '', second = '']: readonly string[]): number {
  if (DIMINISHER.test(last)) return 0.6 * score;
  return BOOSTER.test(last) || BOOSTER.test(second) ? 1.3 * score : score;
}

function named(sentence: readonly Token[], { from, to }: Rating, before: readonly string[]): number {
  if (to - from > 1 || !MATTER.test(textAt(sentence, from))) return 1;
  return before.slice(0, 2).some((word) => NAMING.test(word)) ? 0.2 : 1;
}

/** Asking whether something is wrong is no complaint; asking why it is may be one. */
function asked(sentence: readonly Token[], { score }: Rating): number {
  if (sentence.at(-1)?.text !== '?' || score <= -3.5) return 1;
  const opening = sentence.findIndex(({ text }) => !OPENING.test(text));
  if (!CLOSED_QUESTION.test(textAt(sentence, opening))) return 1;
  return sentence.some(({ text }) => text === 'why') ? 0.6 : 0.3;
}

/** What is only supposed or wanted counts little; a condition ends at the next comma. */
function supposed(sentence: readonly Token[], { from, score }: Rating): number {
  const texts = sentence.slice(0, from).map(({ text }) => text);
  const clause = texts.slice(texts.findLastIndex((text) => text === ',' || CONTRAST.test(text)) + 1).join(' ');
  return CONDITION.test(clause) || (score > 0 && PURPOSE.test(clause)) ? 0.3 : 1;
}

/** Whether words of regret or empathy are in a sentence. */
export function consoles(sentence: readonly Token[]): boolean {
  return CONSOLING.test(sentence.map(({ text }) => text).join(' '));
}

/** After words of regret or empathy, what is bad repeats what somebody else feels. */
function consoled(sentence: readonly Token[], { from, score }: Rating): number {
  if (score > 0) return 1;
  const before = sentence.slice(0, from + 1).map(({ text }) => text);
  const turn = before.findLastIndex((word) => CONTRAST.test(word));
  const clause = before.slice(turn + 1).join(' ');
  return CONSOLING.test(clause) || SOMEBODY_ELSES_FEELING.test(clause) ? 0.15 : 1;
}

function isTurn(sentence: readonly Token[], index: number): boolean {
  const text = textAt(sentence, index);
  return CONTRAST.test(text) || (text === 'now' && textAt(sentence, index - 1) === 'and');
}

/**
 * What comes before the last `but` counts half where what comes after it says the opposite. Without one, a kind word in a
 * complaint counts half.
 */
function balanced(sentence: readonly Token[], ratings: readonly Rating[]): Rating[] {
  const turn = sentence.findLastIndex((_, index) => isTurn(sentence, index));
  if (turn === -1) {
    const complains = ratings.some(({ score }) => score <= -2);
    return ratings.map((rating) => (complains && rating.score > 0 ? { ...rating, score: 0.5 * rating.score } : rating));
  }
  const after = ratings.reduce((sum, { from, score }) => (from > turn ? sum + score : sum), 0);
  return ratings.map((rating) =>
    rating.from < turn && rating.score * after < 0 ? { ...rating, score: 0.5 * rating.score } : rating,
  );
}

/** The ratings of a sentence as it weighs them. */
export function inContext(sentence: readonly Token[], ratings: readonly Rating[]): Rating[] {
  const weighed = ratings.map((rating) => {
    const before = wordsBefore(sentence, rating);
    const weight = [asked, supposed, consoled].reduce((product, part) => product * part(sentence, rating), 1);
    return {
      ...rating,
      score: emphasised(negated(rating, before), before) * weight * named(sentence, rating, before),
    };
  });
  return balanced(sentence, weighed);
}

const ACKNOWLEDGEMENT =
  /^(?:(?:okay|ok|oh|yes|yeah|alright|all right|right) ,? ?)*(?:good|great|perfect|excellent|wonderful|lovely|brilliant|awesome|fantastic|super|fabulous)(?: ,? ?(?:thank you|thanks))? [,.!]/;
const NEXT_STEP =
  /^(?:let|lets|let's|can|could|may|what|what's|which|how|when|is|are|do|would|i've|i'm (?:going|just)|(?:i|we) (?:can|do|found|got|have|just|need|see|show|will)|please|now|and|just|your|you|so|then|if|tap|go)\b/;

/** How many tokens at the start only say `Perfect, thank you.` along the way to the next step. */
export function acknowledged(sentence: readonly Token[], next: readonly Token[] | undefined): number {
  const said = sentence.map(({ text }) => `${text} `).join('');
  const length =
    ACKNOWLEDGEMENT.exec(said)?.[0]
      .split(' ')
      .filter((word) => word !== '').length ?? 0;
  const then = length < sentence.length ? sentence.slice(length) : (next ?? []);
  return NEXT_STEP.test(`${textAt(then, 0)} ${textAt(then, 1)}`) ? length : 0;
}
