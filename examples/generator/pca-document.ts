/** A call of which Post Call Analytics (PCA) has written a document. */
export interface PcaCall {
  /** The name of the job of Amazon Transcribe, which is that of the recording. */
  readonly job: string;
  readonly agent: string;
  /** In New York. */
  readonly recordedAt: string;
  /** The labels of agent (A) and customer (C). */
  readonly speakers: Readonly<Record<'A' | 'C', string>>;
  /** Whether the document says which speaker is the agent. Else PCA's convention holds: `spk_0` is the customer. */
  readonly labels?: boolean;
  /** Words that each category was matched at. */
  readonly categories: Readonly<Record<string, string>>;
  /** Words of the transcript. */
  readonly issues: readonly string[];
  /** A line for each turn: the speaker, its sentiment from -5 to 5, what is said. A line such as `(48 s)` is a pause. */
  readonly script: string;
}

interface Turn {
  readonly speaker: string;
  readonly sentiment: number;
  readonly text: string;
  readonly startS: number;
  readonly endS: number;
}

const SECONDS_PER_WORD = 0.4;
const PAUSE_S = 0.6;
const LINE = /^([AC]) (-?\d): (.+)$/;
const PAUSE = /^\((\d+) s\)$/;

/** The document's path below `examples/`, and its content. */
export function pcaDocument(call: PcaCall): [path: string, content: string] {
  const turns = turnsOf(call);
  const durationS = rounded((turns.at(-1)?.endS ?? 0) + PAUSE_S);
  const labels = [
    { Speaker: call.speakers.A, DisplayText: 'Agent' },
    { Speaker: call.speakers.C, DisplayText: 'Customer' },
  ];
  const document = {
    ConversationAnalytics: {
      GUID: 'None',
      Agent: call.agent,
      Cust: 'None',
      LanguageCode: 'en-US',
      Duration: String(durationS),
      ConversationTime: call.recordedAt,
      ConversationLocation: 'America/New_York',
      ProcessTime: `${call.recordedAt.slice(0, 10)} 23:00:00.000000`,
      ...(call.labels && { SpeakerLabels: labels }),
      SentimentTrends: bySpeaker(call, turns, trendOf(durationS)),
      SpeakerTime: bySpeaker(call, turns, (own) => ({ TotalTimeSecs: secondsOf(own) })),
      CategoriesDetected: Object.entries(call.categories).map(([Name, words]) => {
        const turn = turnWith(turns, words);
        const span = { BeginOffsetSecs: turn.startS, EndOffsetSecs: turn.endS };
        return { Name, Instances: 1, Timestamps: [span] };
      }),
      IssuesDetected: call.issues.map((Text) => ({ Text, BeginOffset: 0, EndOffset: Text.length })),
      SourceInformation: [
        {
          TranscribeJobInfo: {
            TranscriptionJobName: call.job,
            MediaOriginalUri: `s3://larch-recordings/${call.job}`,
            MediaFormat: 'wav',
            MediaSampleRateHertz: 8_000,
            AverageWordConfidence: 0.97,
          },
        },
      ],
    },
    SpeechSegments: turns.map(segmentOf),
  };
  return [`pca-bucket/parsedFiles/${call.job}.json`, JSON.stringify(document)];
}

function turnsOf({ script, speakers, job }: PcaCall): Turn[] {
  const turns: Turn[] = [];
  let atS = PAUSE_S;
  for (const line of script.split('\n').map((text) => text.trim())) {
    const [, pause] = PAUSE.exec(line) ?? [];
    const [, who, sentiment, text] = LINE.exec(line) ?? [];
    if (pause !== undefined) atS += Number(pause);
    else if (text !== undefined && (who === 'A' || who === 'C')) {
      const endS = atS + text.split(' ').length * SECONDS_PER_WORD;
      turns.push({
        speaker: speakers[who],
        sentiment: Number(sentiment),
        text,
        startS: rounded(atS),
        endS: rounded(endS),
      });
      atS = endS + PAUSE_S;
    } else if (line !== '') throw new Error(`${job}: not a turn: ${line}`);
  }
  return turns;
}

function segmentOf({ speaker, sentiment, text, startS, endS }: Turn) {
  return {
    SegmentStartTime: startS,
    SegmentEndTime: endS,
    SegmentSpeaker: speaker,
    SegmentInterruption: false,
    OriginalText: text,
    DisplayText: text,
    SentimentIsPositive: sentiment > 1 ? 1 : 0,
    SentimentIsNegative: sentiment < -1 ? 1 : 0,
    SentimentScore: Math.abs(sentiment) / 5,
    IssuesDetected: [],
  };
}

function bySpeaker<T>({ speakers }: PcaCall, turns: readonly Turn[], of: (own: readonly Turn[]) => T) {
  return Object.fromEntries(
    Object.values(speakers)
      .toSorted()
      .map((speaker) => [speaker, of(turns.filter((turn) => turn.speaker === speaker))]),
  );
}

function trendOf(durationS: number) {
  return (turns: readonly Turn[]) => {
    const quarters = [1, 2, 3, 4].flatMap((nth) => {
      const [from, to] = [((nth - 1) * durationS) / 4, (nth * durationS) / 4];
      const own = turns.filter(({ startS }) => startS >= from && startS < to);
      if (own.length === 0) return [];
      return [{ Quarter: nth, Score: meanOf(own), BeginOffsetSecs: rounded(from), EndOffsetSecs: rounded(to) }];
    });
    const change = (quarters.at(-1)?.Score ?? 0) - (quarters[0]?.Score ?? 0);
    return { SentimentScore: meanOf(turns), SentimentChange: rounded(change), SentimentPerQuarter: quarters };
  };
}

function meanOf(turns: readonly Turn[]): number {
  return rounded(turns.reduce((sum, { sentiment }) => sum + sentiment, 0) / turns.length);
}

function secondsOf(turns: readonly Turn[]): number {
  return rounded(turns.reduce((sum, { startS, endS }) => sum + endS - startS, 0));
}

function turnWith(turns: readonly Turn[], words: string): Turn {
  const found = turns.find(({ text }) => text.includes(words));
  if (found === undefined) throw new Error(`nobody says ${words}`);
  return found;
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}
