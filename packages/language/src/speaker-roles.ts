import type { Finding } from '@earshot/core';
import type { Role } from './cues.js';
import type { JudgedSentence } from './judged-sentences.js';
import type { Speaker } from './understanding.js';

/** The role of each speaker; none where it can't be told, as of a speaker who isn't named. */
export type Roles = ReadonlyMap<Speaker | undefined, Role>;

/** Who is who in a call. */
export interface Speakers {
  readonly roles: Roles;
  /** The `agent` finding: which speaker it is. */
  readonly finding: Finding;
}

/** As much as one sentence says, in logarithms of odds. */
const MOST = 3;
/** How much more than a customer the agent speaks like one, all sentences together, and in one sentence on average. */
const MARGIN = { together: 3, average: 0.35 };
/** How much less a call may sound private on average, in logarithms of odds, and how much the average margin grows beyond. */
const PRIVATE = { from: -1.5, growth: 3 };
/** Of three speakers and more, who speaks this much like an agent is one as well: calls are handed on. */
const ANOTHER_AGENT = 4;
const EVIDENCE = 2;
const ANNOUNCEMENT =
  /\b(?:leave (?:me |us )?a message|after the (?:tone|beep)|say in a few words|you are (?:caller )?number \w+ in|press (?:one|two|three|\d)\b|your call is important)/i;
/** How much of a call announcements may take. */
const ANNOUNCED = 0.6;
const LEAVING_A_MESSAGE =
  /\b(?:(?:call|ring|phone|text) (?:me|us) back|(?:give|drop) (?:me|us) a (?:call|ring)|get back to (?:me|us)|leav(?:e|ing) (?:you |this |a )+(?:message|voicemail))\b/i;

/** Tells agents from customers by what they say. Only the difference between speakers counts: some calls are all small talk. */
export function speakersOf(sentences: readonly JudgedSentence[], means: string): Speakers {
  const speakers = voicesOf(sentences);
  const [best, ...others] = speakers;
  if (best === undefined) {
    return unknown(sentences.length === 0 ? 'Nobody says anything.' : 'The transcript names no speakers.');
  }
  const { speaker } = best;
  const customer = others.at(-1);
  if (customer === undefined) return alone(best, sentences);
  const margin = MARGIN.average + PRIVATE.growth * Math.max(0, privacyOf(sentences) - PRIVATE.from);
  if (best.total - customer.total < MARGIN.together || best.mean - customer.mean < margin) {
    return unknown('Nobody speaks clearly more like an agent than the others.');
  }
  const evidence = sentences
    .filter((sentence) => sentence.speaker === speaker && likenessOf(sentence.roles) > 0)
    .sort((a, b) => likenessOf(b.roles) - likenessOf(a.roles))
    .slice(0, EVIDENCE)
    .map(({ segmentIndex, text }) => ({ segmentIndex, quote: text }));
  return {
    roles: new Map(
      speakers.map((each) => [
        each.speaker,
        each === best || (others.length > 1 && each.total >= ANOTHER_AGENT) ? 'agent' : 'customer',
      ]),
    ),
    finding: {
      kind: 'agent',
      value: speaker,
      basis: 'estimated',
      evidence,
      explanation: `Concluded from how much more like an agent than the others this speaker speaks, ${means}.`,
    },
  };
}

/**
 * Who is who where somebody knows who the agents are: all others are customers. `undefined` if none of the agents speaks.
 * @param agents the first of them is the one that the finding names
 */
export function statedSpeakers(
  said: readonly { readonly speaker?: Speaker | undefined }[],
  agents: readonly Speaker[],
): Speakers | undefined {
  const speakers = new Set(said.flatMap(({ speaker }) => speaker ?? []));
  const agent = agents.find((each) => speakers.has(each));
  if (agent === undefined) return undefined;
  return {
    roles: new Map([...speakers].map((speaker) => [speaker, agents.includes(speaker) ? 'agent' : 'customer'])),
    finding: {
      kind: 'agent',
      value: agent,
      basis: 'measured',
      evidence: [],
      explanation: 'It came with the transcript who the agent is.',
    },
  };
}

/** How much more like an agent's than like a customer's a sentence is. */
function likenessOf({ agent, customer }: JudgedSentence['roles']): number {
  return capped(Math.log(agent / customer));
}

/** How much more a call sounds like a talk between people who know each other than like one with an agent. */
function privacyOf(sentences: readonly JudgedSentence[]): number {
  const each = sentences.map(({ roles }) => capped(Math.log(roles.private / (roles.agent + roles.customer))));
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}

function capped(odds: number): number {
  return Math.max(-MOST, Math.min(MOST, odds));
}

interface Voice {
  readonly speaker: Speaker;
  /** How much like an agent all their sentences are together. */
  readonly total: number;
  readonly mean: number;
}

/** Who speaks, those who speak most like an agent first. Machines are nobody. */
function voicesOf(sentences: readonly JudgedSentence[]): Voice[] {
  const spoken = Map.groupBy(sentences, ({ speaker }) => speaker);
  return [...spoken]
    .flatMap(([speaker, theirs]) => {
      if (speaker === undefined || isMachine(theirs)) return [];
      const total = theirs.reduce((sum, { roles }) => sum + likenessOf(roles), 0);
      return [{ speaker, total, mean: total / theirs.length }];
    })
    .sort((a, b) => b.mean - a.mean);
}

/** Whether nothing is said but announcements, before people talk. */
function isMachine(sentences: readonly JudgedSentence[]): boolean {
  return (
    sentences.some(({ text }) => ANNOUNCEMENT.test(text)) && sentences.every(({ position }) => position < ANNOUNCED)
  );
}

/** One speaker may be two that a recording doesn't part, unless it is clearly a customer who leaves a message. */
function alone({ speaker, total }: Voice, sentences: readonly JudgedSentence[]): Speakers {
  const isMessage = total < 0 && sentences.some(({ text }) => LEAVING_A_MESSAGE.test(text));
  const { finding } = unknown('Only one person speaks.');
  return { roles: new Map(isMessage ? [[speaker, 'customer']] : []), finding };
}

function unknown(explanation: string): Speakers {
  return { roles: new Map(), finding: { kind: 'agent', basis: 'unavailable', evidence: [], explanation } };
}
