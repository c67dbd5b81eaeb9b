import { EarshotError } from '../../errors.js';
import { present } from '../../input/json.js';
import type { Analysis } from '../../model/analysis.js';
import { type Finding, warningFinding } from '../../model/finding.js';
import type { ImportedCall } from '../document-format.js';
import { toTranscript } from '../imported-transcript.js';
import { personalMasksIn } from '../masks.js';
import type { ReadOptions } from '../result-format.js';
import type { TranscriptFile } from '../transcript-file.js';
import { withTimes } from '../with-times.js';
import { type Captions, type Cue, captionsIn } from './cues.js';
import { withoutRepetition } from './rolling.js';
import { saidIn } from './said.js';
import { clockMs } from './timing.js';

/** Reads SubRip. What is in front of the first cue says nothing. */
export function readSrt(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const { cues, header } = captionsIn(file.text(), false);
  if (cues.length === 0) throw unreadable('SRT subtitles', 'a line such as 00:00:01,000 --> 00:00:02,500');
  return callOf(cues, options, { customFields: header.length === 0 ? {} : { header: [...header] } });
}

/** Reads WebVTT. */
export function readWebVtt(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const captions = captionsIn(file.text(), true);
  if (!/^WEBVTT(?:\s|$)/.test(captions.header[0] ?? '')) throw unreadable('WebVTT captions', 'WEBVTT at the beginning');
  return callOf(captions.cues, options, headOf(captions));
}

type Head = Pick<Analysis, 'language' | 'mediaFacts' | 'customFields'>;

/** What header and notes say: `Language: en` in the header of YouTube, `NOTE duration:"00:01:00"` of Microsoft. */
function headOf({ header, notes }: Captions): Head {
  const [first = '', ...lines] = header;
  const title = first.slice(6).replace(/^[\s-]+/, '');
  const fields = lines.map((line) => FIELD.exec(line)?.groups ?? {});
  const unnamed = [title, ...lines.filter((_, at) => fields[at]?.['key'] === undefined)].filter((text) => text !== '');
  const stated = [...fields, ...notes.map((note) => FIELD.exec(note)?.groups ?? {})];
  const fieldNamed = (name: string) => stated.find(({ key }) => key?.toLowerCase() === name)?.['value'];
  const named = fields.flatMap(({ key = '', value = '' }) =>
    key === '' || key.toLowerCase() === 'language' ? [] : [[key, value] as const],
  );
  const language = fieldNamed('language');
  const durationMs = clockMs(fieldNamed('duration') ?? '');
  return {
    ...present({
      language: language === undefined ? undefined : { dominant: language },
      mediaFacts: durationMs === undefined ? undefined : { durationMs },
    }),
    customFields: {
      ...Object.fromEntries(named),
      ...(unnamed.length > 0 && { WEBVTT: unnamed }),
      ...(notes.length > 0 && { NOTE: [...notes] }),
    },
  };
}

const FIELD = /^(?<key>[A-Za-z][\w-]{0,60}) ?[:=] ?"?(?<value>[^"\n]+)"?$/;

function callOf(cues: readonly Cue[], { words }: ReadOptions, head: Head): ImportedCall {
  const { said, continued } = saidIn(withoutRepetition(cues), words);
  const { timed, findings: untimed } = withTimes(said);
  const { transcript, findings } = toTranscript(timed);
  return {
    analysis: {
      ...head,
      transcript,
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: transcript.segments.flatMap(personalMasksIn),
      findings: [...findings, ...untimed, ...continuation(continued), ...badTimes(cues)],
    },
  };
}

function continuation(count: number): Finding[] {
  const explanation = `Captions that name no speaker, and continue what the speaker before says: ${count}.`;
  return count === 0 ? [] : [{ kind: 'speakers', basis: 'estimated', evidence: [], explanation }];
}

function badTimes(cues: readonly Cue[]): Finding[] {
  const count = cues.filter(({ startMs }) => startMs === undefined).length;
  const explanation = `captions whose times can't be read: ${count}`;
  return count === 0 ? [] : [warningFinding({ code: 'bad_time', explanation })];
}

function unreadable(title: string, expected: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `${title}: expected ${expected}`, {
    details: { path: '', expected, found: 'another text' },
  });
}
