import { type JsonObject, present } from '../../input/json.js';
import { each, number, seconds, within } from '../../input/read-fields.js';
import type { SpeakerStatistics } from '../../model/analysis.js';
import { fivePointScore } from '../five-point-score.js';

/** Among the speakers of `SpeakerTime`, and is none. */
const NOBODY = 'NonTalkTime';

/** What `SpeakerTime` and `SentimentTrends` state of each speaker. */
export function speakerStatisticsOf(block: JsonObject): SpeakerStatistics[] {
  const talkTimes = ofSpeakers(block, 'SpeakerTime', (raw) => present({ talkMs: seconds(raw, 'TotalTimeSecs') }));
  const trends = ofSpeakers(block, 'SentimentTrends', (raw) =>
    present({ sentiment: fivePointScore(raw, 'SentimentScore'), sentimentByQuarter: quartersOf(raw) }),
  );
  const speakers = new Set([...talkTimes.keys(), ...trends.keys()]);
  return [...speakers].map((speaker) => ({ speaker, ...talkTimes.get(speaker), ...trends.get(speaker) }));
}

function ofSpeakers<T extends object>(block: JsonObject, key: string, read: (raw: JsonObject) => T | undefined) {
  const found = within(block, key, (speakers) =>
    Object.keys(speakers).flatMap((speaker): [string, T][] => {
      const stated = speaker === NOBODY ? undefined : within(speakers, speaker, read);
      return stated === undefined ? [] : [[speaker, stated]];
    }),
  );
  return new Map(found);
}

/** Quarters that begin and end at 0 have no turns. */
function quartersOf(trend: JsonObject): (number | null)[] | undefined {
  const quarters: (number | null)[] = [null, null, null, null];
  each(trend, 'SentimentPerQuarter', (raw) => {
    const score = fivePointScore(raw, 'Score');
    const isSilent = number(raw, 'BeginOffsetSecs') === 0 && number(raw, 'EndOffsetSecs') === 0;
    const at = (number(raw, 'Quarter') ?? 0) - 1;
    if (score !== undefined && !isSilent && at in quarters) quarters[at] = score;
  });
  return quarters.some((score) => score !== null) ? quarters : undefined;
}
