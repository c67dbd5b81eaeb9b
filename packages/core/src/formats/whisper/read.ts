import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject, present } from '../../input/json.js';
import { seconds, text, within } from '../../input/read-fields.js';
import { customFieldsOf } from '../custom-fields.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { transcriptOf } from '../spoken/transcript.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';
import { withDoubts } from './doubts.js';
import { heardIn } from './segments.js';
import { SEGMENT_KEYS, WORD_KEYS } from './shapes.js';

/** What of a document has a place in the model, or repeats what has one. */
const IN_MODEL = new Set<string>([...SEGMENT_KEYS, ...WORD_KEYS, 'text', 'language', 'duration', 'result', 'ori_dict']);
/** So whisper.cpp writes of silence. */
const SILENCE = /^\[(?:blank_audio|silence)\]$/i;

/** Reads a transcript of Whisper, in the shape of any of the programs that write some. */
export function readWhisper(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = documentIn(file, options);
  return importing('Whisper transcript', () => ({ analysis: analysisOf(document, options) }));
}

function documentIn(file: TranscriptFile, { words }: ReadOptions): JsonObject {
  const unwanted = words ? [] : ['tokens'];
  const parsed = file.json(unwanted);
  return Array.isArray(parsed) ? { segments: parsed } : jsonObjectIn(file, unwanted);
}

function analysisOf(document: JsonObject, options: ReadOptions): ImportedCall['analysis'] {
  if (![...SEGMENT_KEYS, ...WORD_KEYS].some((key) => Array.isArray(document[key]))) {
    wrong('segments', 'an array', document['segments']);
  }
  const info = within(document, 'info', factsIn);
  const facts = factsIn(document);
  const whole = (text(document, 'text') ?? '').trim();
  const all = heardIn(document, whole);
  const silences = all.filter(({ text: said }) => SILENCE.test(said));
  const { heard, warnings } = withDoubts(all.filter(({ text: said }) => said !== '' && !SILENCE.test(said)));
  const durationMs = facts.durationMs ?? info?.durationMs;
  const { transcript, findings } = transcriptOf(heard, { text: silences.length > 0 ? '' : whole, durationMs }, options);
  const nonTalk = silences.flatMap(({ startMs, endMs }) =>
    startMs === undefined || endMs === undefined || endMs < startMs ? [] : [{ startMs, endMs }],
  );
  const isUnderstood = heard.length === 0 || heard.some(({ understood }) => understood !== false);
  return {
    ...(!isUnderstood && { understood: false, notUnderstoodReason: 'Whisper doubts all that it heard' }),
    ...present({
      language: present({ dominant: facts.language ?? info?.language }),
      mediaFacts: present({ durationMs }),
    }),
    transcript,
    categories: [],
    topics: [],
    topicSummaries: [],
    moderation: [],
    sensitiveData: [],
    findings: [...findings, ...warnings],
    ...(nonTalk.length > 0 && { nonTalk }),
    customFields: customFieldsOf([
      ...Object.entries(document).filter(([key, value]) => !IN_MODEL.has(key) && value !== null),
      ...turnsEnding(heard),
    ]),
  };
}

function factsIn(raw: JsonObject) {
  const { result } = raw;
  const language = text(raw, 'language') ?? (isObject(result) ? text(result, 'language') : undefined);
  return { language: language || undefined, durationMs: seconds(raw, 'duration') };
}

/** The indices of the segments after which somebody else speaks. Segments are in the order of time already. */
function turnsEnding(heard: readonly { readonly isEndOfTurn?: boolean | undefined }[]): [string, unknown][] {
  const ends = heard.flatMap(({ isEndOfTurn }, index) => (isEndOfTurn ? [index] : []));
  return ends.length === 0 ? [] : [['speaker_turn_next', ends]];
}
