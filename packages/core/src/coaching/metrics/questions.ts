import type { Conversation, Voice } from '../conversation.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice, unavailable } from '../metric-definition.js';
import { type Turn, textOf, wordsIn } from '../turns.js';
import { callLength } from './length.js';

const QUESTION_MARK = /[?？؟]+/g;
const SENTENCE_END = /[.!?。！？؟…]/;
/** How questions begin in English, after words that say nothing. */
const QUESTION_FORM = new RegExp(
  `^(?:(?:and|so|but|well|um|uh|ok|okay|all|right|now) )*(?:(?:what|where|when|who|why|how|which)(?:'s| (?:is|are|was|were|do|does|did|can|could|would|will|should|much|many|long|often|kind)) ` +
    `|(?:can|could|do|does|did|are|is|was|were|have|has|will|would|should|may) (?:you|i|we|it|that|this|there|your|the) )`,
);

/** How many questions a turn asks. Where nothing ends its sentences, it is one question if it begins like one. */
function questionsIn(turn: Turn): number {
  const text = textOf(turn);
  const marked = text.match(QUESTION_MARK)?.length ?? 0;
  if (marked > 0 || SENTENCE_END.test(text)) return marked;
  return QUESTION_FORM.test(`${wordsIn(text).join(' ')} `) ? 1 : 0;
}

function questions(voice: Voice): Figure {
  const asking = voice.turns.map((turn) => ({ ...turn, count: questionsIn(turn) })).filter(({ count }) => count > 0);
  if (!voice.segments.some(({ text, understood }) => text !== '' && understood !== false)) {
    return unavailable('No words of this role were understood.');
  }
  const value = asking.reduce((sum, { count }) => sum + count, 0);
  return {
    value,
    method: 'Question marks; without marks, turns that begin like a question in English.',
    evidence: asking,
  };
}

function questionRate(voice: Voice, conversation: Conversation): Figure {
  const missing = missingTimes(conversation, voice);
  if (missing !== undefined) return missing;
  const figure = questions(voice);
  const { ms } = callLength(conversation);
  if (figure.value === undefined) return figure;
  return { ...figure, value: figure.value / (ms / 600_000), method: `${figure.method} Per 10 minutes of the call.` };
}

export const questionMetrics: readonly MetricDefinition[] = [
  { name: 'agent_questions', unit: 'count', measure: ofVoice('agent', questions) },
  { name: 'agent_questions_per_10_minutes', unit: 'per_10_minutes', measure: ofVoice('agent', questionRate) },
];
