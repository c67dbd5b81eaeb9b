import type { TranscriptSegment } from '../model/analysis.js';
import type { Evidence } from '../model/finding.js';
import { labelOf, type ParticipantRole } from '../model/participant.js';
import { AGENT_PHRASES, CUSTOMER_PHRASES, GREETING, MACHINE_PHRASES } from './role-phrases.js';

export interface SpokenRole {
  readonly role: Exclude<ParticipantRole, 'unknown' | 'other'>;
  readonly confidence: number;
  /** The phrases that say most, three at most. */
  readonly evidence: readonly Evidence[];
}

/** How much more like an agent than the others somebody has to speak: all phrases together. */
const MARGIN = 3;
/** What one phrase in a segment says is said by the others in it, too. */
const PHRASES_PER_SEGMENT = 2;
/** Who says less than this in all is neither agent nor customer where three or more speak. */
const LEAST = 3;
/** Roles show early. */
const MAX_SEGMENTS = 400;
const MAX_CHARACTERS = 1_000;

interface Voice {
  readonly label: string;
  segments: number;
  machine: number;
  score: number;
  readonly agent: Said[];
  readonly customer: Said[];
  readonly menu: Said[];
}

interface Said extends Evidence {
  readonly weight: number;
}

/**
 * Tells agents, customers and machines apart by what they say, in English. On doubt it says nothing: of one speaker alone, of
 * speakers who talk alike, and in other languages.
 * @returns the roles by the labels of the speakers
 */
export function rolesFromPhrases(segments: readonly TranscriptSegment[]): ReadonlyMap<string, SpokenRole> {
  const voices = voicesIn(segments);
  const machines = voices.filter(({ machine, segments: all }) => machine > 1 && 2 * machine >= all);
  const people = voices.filter((voice) => !machines.includes(voice)).sort((a, b) => b.score - a.score);
  const roles = new Map(
    machines.map(({ label, menu }): [string, SpokenRole] => [
      label,
      { role: 'ivr', confidence: 0.9, evidence: strongest(menu) },
    ]),
  );
  const [best, last] = [people[0], people.at(-1)];
  if (best === undefined || last === undefined || best.score - last.score < MARGIN) return roles;
  // Nobody who speaks for a firm is there if none says what only those say.
  if (best.agent.every(({ weight }) => weight < 2)) return roles;
  // A rough measure: no more than two digits of it say anything.
  const confidence = Math.round(100 - 50 * Math.exp(-(best.score - last.score) / 8)) / 100;
  for (const voice of people) {
    const isSure = people.length === 2 || Math.abs(voice.score) >= LEAST;
    if (voice === best || (isSure && people.length > 2 && voice.score > 0)) {
      roles.set(voice.label, { role: 'agent', confidence, evidence: strongest(voice.agent) });
    } else if (isSure) {
      roles.set(voice.label, { role: 'customer', confidence, evidence: strongest(voice.customer) });
    }
  }
  return roles;
}

function voicesIn(segments: readonly TranscriptSegment[]): Voice[] {
  const voices = new Map<string, Voice>();
  for (const segment of segments.slice(0, MAX_SEGMENTS)) {
    const label = labelOf(segment);
    if (label === undefined || segment.understood === false) continue;
    const voice = voices.get(label) ?? { label, segments: 0, machine: 0, score: 0, agent: [], customer: [], menu: [] };
    voices.set(label, voice);
    const text = segment.text.slice(0, MAX_CHARACTERS);
    const agent = [
      ...(voices.size === 1 && voice.segments === 0 ? phrasesIn(text, segment.index, OPENING) : []),
      ...phrasesIn(text, segment.index, AGENT_PHRASES),
    ];
    const customer = phrasesIn(text, segment.index, CUSTOMER_PHRASES);
    const menu = phrasesIn(text, segment.index, MENU);
    voice.segments++;
    if (menu.length > 0) voice.machine++;
    voice.menu.push(...menu);
    voice.agent.push(...agent);
    voice.customer.push(...customer);
    voice.score += weightOf(agent) - weightOf(customer);
  }
  return [...voices.values()];
}

const OPENING: ReadonlyMap<number, RegExp> = new Map([[3, GREETING]]);
const MENU: ReadonlyMap<number, RegExp> = new Map([[1, MACHINE_PHRASES]]);

/** The phrases in a text, the strongest first. */
function phrasesIn(text: string, segmentIndex: number, phrases: ReadonlyMap<number, RegExp>): Said[] {
  const plain = text.toLowerCase().replaceAll('’', "'");
  // Where a letter's case changes the length of the text, its places are others.
  const written = plain.length === text.length ? text : plain;
  return [...phrases].flatMap(([weight, pattern]) =>
    [...plain.matchAll(pattern)].map(({ index, 0: found }) => {
      return { weight, segmentIndex, quote: written.slice(index, index + found.length).trim() };
    }),
  );
}

function weightOf(said: readonly Said[]): number {
  return said.slice(0, PHRASES_PER_SEGMENT).reduce((sum, { weight }) => sum + weight, 0);
}

function strongest(said: readonly Said[]): Evidence[] {
  return said
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ segmentIndex, quote }) => ({ segmentIndex, quote }));
}
