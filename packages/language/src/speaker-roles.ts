import type { Finding } from '@earshot/core';
import { cueStrengths } from './cue-strengths.js';
import { ROLE_CUES, ROLES, type Role } from './cues.js';
import type { Sentence } from './sentences.js';
import type { Speaker } from './understanding.js';

/** The role of each speaker; none where it can't be told, as of a speaker who isn't named. */
export type Roles = ReadonlyMap<Speaker | undefined, Role>;

/** Who is who in a call. */
export interface Speakers {
  readonly roles: Roles;
  /** The `agent` finding: which speaker it is. */
  readonly finding: Finding;
}

/** How much more like an agent than like a customer an agent speaks at least. */
const AGENT = 3;
/** How much more than whoever speaks most like a customer. */
const MARGIN = 3;
/** Who speaks this much like an agent is one as well: calls are handed on. */
const ANOTHER_AGENT = 5;
const EVIDENCE = 2;

const strengthsOf = cueStrengths(ROLES, ROLE_CUES);

/** Tells agents from customers by what they say: who offers help and asks for details, and who needs something. */
export function speakersOf(sentences: readonly Sentence[]): Speakers {
  const likeness = sentences.map((sentence) => {
    const [agent = 0, customer = 0] = strengthsOf(sentence.words);
    return { sentence, agent: agent - customer };
  });
  const totals = new Map<Speaker, number>();
  for (const { sentence, agent } of likeness) {
    const { speaker } = sentence;
    if (speaker !== undefined) totals.set(speaker, (totals.get(speaker) ?? 0) + agent);
  }
  const [best, ...others] = [...totals].sort(([, a], [, b]) => b - a);
  if (best === undefined) {
    return unknown(totals, sentences.length === 0 ? 'Nobody says anything.' : 'The transcript names no speakers.');
  }
  const [speaker, total] = best;
  if (others.length === 0 && total < ANOTHER_AGENT) return unknown(totals, 'Only one person speaks.');
  const likestCustomer = others.at(-1)?.[1] ?? 0;
  if (total < AGENT || total - likestCustomer < MARGIN) {
    return unknown(totals, 'Nobody speaks clearly more like an agent than the others.');
  }
  const evidence = likeness
    .filter(({ sentence, agent }) => sentence.speaker === speaker && agent > 0)
    .sort((a, b) => b.agent - a.agent)
    .slice(0, EVIDENCE)
    .map(({ sentence }) => ({ segmentIndex: sentence.segmentIndex, quote: sentence.text }));
  return {
    roles: new Map(
      [...totals].map(([each, like]) => [
        each,
        each === speaker || (others.length > 1 && like >= ANOTHER_AGENT) ? 'agent' : 'customer',
      ]),
    ),
    finding: {
      kind: 'agent',
      value: speaker,
      basis: 'estimated',
      evidence,
      explanation: 'Concluded from phrases: agents offer help and ask for details, customers say what they need.',
    },
  };
}

function unknown(totals: ReadonlyMap<Speaker, number>, explanation: string): Speakers {
  const alone = totals.size === 1 ? ([...totals.keys()] as const) : [];
  return {
    roles: new Map(alone.map((speaker) => [speaker, 'customer'])),
    finding: { kind: 'agent', basis: 'unavailable', evidence: [], explanation },
  };
}
