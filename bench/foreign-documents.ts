import { round } from './measure.ts';

const WORDS = 'the account was charged twice and I would like to know why thank you for calling'.split(' ');
const WORDS_PER_TURN = 15;
const TURNS_PER_MINUTE = 11.2;

/** A document of Amazon Transcribe, of the newest generation, about as many words and turns as people say. */
export function transcribeDocument(minutes: number): Uint8Array {
  const turns = Array.from({ length: Math.round(minutes * TURNS_PER_MINUTE) }, (_, turn) => {
    const speaker = `spk_${turn % 2}`;
    const words = Array.from({ length: WORDS_PER_TURN }, (_word, place) => {
      const second = turn * (60 / TURNS_PER_MINUTE) + place * 0.33;
      return {
        id: turn * (WORDS_PER_TURN + 1) + place,
        type: 'pronunciation',
        alternatives: [{ confidence: '0.987', content: WORDS[(turn + place) % WORDS.length] ?? '' }],
        start_time: second.toFixed(3),
        end_time: (second + 0.31).toFixed(3),
        speaker_label: speaker,
      };
    });
    const id = (turn + 1) * (WORDS_PER_TURN + 1) - 1;
    const mark = {
      id,
      type: 'punctuation',
      alternatives: [{ confidence: '0.0', content: '.' }],
      speaker_label: speaker,
    };
    const [first] = words;
    const times = { start_time: first?.start_time, end_time: words.at(-1)?.end_time };
    const text = `${words.map(({ alternatives: [said] }) => said?.content).join(' ')}.`;
    return { id: turn, text, times, speaker, words, items: [...words, mark] };
  });
  const document = {
    jobName: 'call-7',
    accountId: '111122223333',
    status: 'COMPLETED',
    results: {
      transcripts: [{ transcript: turns.map(({ text }) => text).join(' ') }],
      speaker_labels: {
        speakers: 2,
        segments: turns.map(({ times, speaker, words }) => ({
          ...times,
          speaker_label: speaker,
          items: words.map(({ start_time, end_time }) => ({ start_time, end_time, speaker_label: speaker })),
        })),
      },
      items: turns.flatMap(({ items }) => items),
      audio_segments: turns.map(({ id, text, times, speaker, items }) => ({
        id,
        transcript: text,
        ...times,
        speaker_label: speaker,
        items: items.map((item) => item.id),
      })),
    },
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

const SAID = 'good morning this is the lamp shop how may I help you today my new lamp hums when it is on'.split(' ');
const PCA_WORDS_PER_TURN = 14;
const PAUSE_SECONDS = 0.5;
const SECONDS_PER_WORD = 0.3;

/** A document of Post Call Analytics about a call of so many minutes, with words, and with a turn in each few seconds. */
export function pcaDocument(minutes: number, guid: string, turnSeconds = 5): string {
  const wordCount = Math.min(PCA_WORDS_PER_TURN, Math.floor((turnSeconds - PAUSE_SECONDS) / SECONDS_PER_WORD));
  const turns = Array.from({ length: Math.round((minutes * 60) / turnSeconds) }, (_, turn) => {
    const start = turn * turnSeconds;
    const words = Array.from({ length: wordCount }, (_, at) => {
      const StartTime = round(start + at * SECONDS_PER_WORD);
      const word = SAID[(turn + at) % SAID.length] ?? '';
      return { Text: (at === 0 ? '' : ' ') + word, Confidence: 0.9876, StartTime, EndTime: round(StartTime + 0.25) };
    });
    const text = words.map(({ Text }) => Text).join('');
    return {
      SegmentStartTime: start,
      SegmentEndTime: start + turnSeconds - PAUSE_SECONDS,
      SegmentSpeaker: `spk_${turn % 2}`,
      SegmentInterruption: false,
      IVRSegment: false,
      OriginalText: text,
      DisplayText: text,
      TextEdited: 0,
      LoudnessScores: [71.5, 80.25, null, 77, 79.9],
      SentimentIsPositive: turn % 5 === 0 ? 1 : 0,
      SentimentIsNegative: 0,
      SentimentScore: turn % 5 === 0 ? 5 : 0,
      BaseSentimentScores: { Positive: 0, Negative: 0, Neutral: 1 },
      EntitiesDetected: [],
      CategoriesDetected: [],
      FollowOnCategories: [],
      IssuesDetected: [],
      ActionItemsDetected: [],
      OutcomesDetected: [],
      WordConfidence: words,
    };
  });
  const job = { TranscribeApiType: 'analytics', TranscriptionJobName: guid, AverageWordConfidence: 0.98 };
  const labels = [0, 1].map((nth) => ({ Speaker: `spk_${nth}`, DisplayText: nth === 0 ? 'Customer' : 'Agent' }));
  const call = {
    GUID: guid,
    LanguageCode: 'en-US',
    Duration: String(minutes * 60),
    SpeakerLabels: labels,
    SourceInformation: [{ TranscribeJobInfo: job }],
  };
  return JSON.stringify({ ConversationAnalytics: call, SpeechSegments: turns });
}
