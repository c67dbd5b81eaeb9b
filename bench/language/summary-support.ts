import type { LabeledCall } from './labeled-calls.ts';

type LabeledTurns = Pick<LabeledCall, 'segments' | 'agent'>;

/** Parts at the end of what somebody said are left out, so words may lack; few may be added. */
const MAX_ADDED = 0.2;
/** What companies do about a call. It counts as said only by its own words. */
const DEEDS: readonly RegExp[] = [
  /\brefund/i,
  /\b(?:replac|exchang)/i,
  /\bcredit(?:s|ed|ing)?\b/i,
  /\b(?:call|ring|phone)(?:s|ed|ing)?\b.*\bback\b|\brang\b.*\bback\b/i,
  /\bcancel/i,
  /\bwaiv/i,
  /\bblock/i,
  /\brepair/i,
  /\bbook/i,
];
const NEGATION = /\b(?:not|no|never|nobody|nothing|cannot)\b|n['’]t\b/gi;
const NAMED = /^A customer, ([^,]+),/;
const CALLED = /^(?:A customer|The agent) called /;
/** Words of the third person, for which other words were said. */
const TELLING = new Set(
  (
    'a an the agent customer company one of them they their i me my we us our you your called call because asked whether to ' +
    "said have has had do does doesn't don't did am is are was were will would so and"
  ).split(' '),
);

/** The sentences of a summary; a quote is one with what says whose it is. */
export function summarySentences(summary: string): string[] {
  return summary.split(/(?<=[.!?”)])\s+(?=\p{Lu})(?![^“]*”)/u).filter((sentence) => sentence !== '');
}

/**
 * Whether a call says what a sentence of its summary says: the right person says it in one turn, with the same deeds, and
 * no fewer negations; numbers and names occur in the call. Nobody is the agent of a call without one, nor its customer.
 */
export function isSupported(sentence: string, { segments, agent }: LabeledTurns): boolean {
  const everything = new Set(segments.flatMap(({ text }) => wordsOf(text)));
  const caller = wordsOf(NAMED.exec(sentence)?.[1] ?? '');
  const told = sentence.replace(NAMED, 'A customer');
  const details = told.match(/\b\S*\p{N}\S*|(?<=\p{Ll},? )\p{Lu}[\p{L}'’-]+/gu) ?? [];
  return (
    [...caller, ...wordsOf(details.join(' '))].every((word) => everything.has(word)) &&
    segments.some((turn) => isSaidBy(turn.speaker, told, agent) && saysAll(turn.text, told))
  );
}

/** `The customer will come` may be anybody's words; other beginnings say whose they are. */
function isSaidBy(speaker: number, told: string, agent: number | null): boolean {
  const isCustomers = /^A customer\b|^The customer (?:said|asked)\b/.test(told);
  if (!isCustomers && !/^The agent\b/.test(told)) return true;
  return agent !== null && (speaker === agent) !== isCustomers;
}

function saysAll(turn: string, told: string): boolean {
  const said = new Set(wordsOf(turn));
  const words = wordsOf(told).filter((word) => !TELLING.has(word));
  const countOf = (text: string) => text.match(NEGATION)?.length ?? 0;
  return (
    words.filter((word) => !said.has(word)).length <= MAX_ADDED * words.length &&
    DEEDS.every((deed) => !deed.test(told.replace(CALLED, '')) || deed.test(turn)) &&
    countOf(told) <= countOf(turn)
  );
}

/** Words without their endings: the third person adds some. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,:'’-][\p{L}\p{N}]+)*/gu) ?? [];
  return words
    .map((word) => word.replace(/['’](?:ve|ll|re|m|d|s)$/, ''))
    .map((word) => (TELLING.has(word) ? word : word.replace(/(?<=\p{L}{2})(?:ies|es|s|y|e)$/u, '')));
}
