import { type JsonObject, present } from '../../input/json.js';
import { count, each, within } from '../../input/read-fields.js';
import type { SpeakerStatistics } from '../../model/analysis.js';
import { fivePointScore } from '../five-point-score.js';
import type { Speakers } from './speakers.js';

/** What `TalkTime` and `Sentiment` state of each role. Where several speakers have it, that isn't known of any of them. */
export function speakerStatisticsIn(traits: JsonObject, speakers: Speakers): SpeakerStatistics[] {
  const found = new Map<string, SpeakerStatistics>();
  const add = (role: string, stated: Partial<SpeakerStatistics> | undefined) => {
    const speaker = speakers.withRole(role);
    if (speaker !== undefined && stated !== undefined)
      found.set(speaker, { speaker, ...found.get(speaker), ...stated });
  };
  within(traits, 'TalkTime', (block) =>
    within(block, 'DetailsByParticipant', (roles) => {
      for (const role of Object.keys(roles)) {
        add(role, present({ talkMs: within(roles, role, (raw) => count(raw, 'TotalTimeMillis')) }));
      }
    }),
  );
  within(traits, 'Sentiment', (block) => {
    within(block, 'OverallSentiment', (roles) => {
      for (const role of Object.keys(roles)) add(role, present({ sentiment: fivePointScore(roles, role) }));
    });
    within(block, 'SentimentByPeriod', (periods) =>
      within(periods, 'QUARTER', (roles) => {
        for (const role of Object.keys(roles)) add(role, quartersOf(roles, role));
      }),
    );
  });
  return [...found.values()];
}

/** In the order of time. Of fewer than four it isn't known which. */
function quartersOf(roles: JsonObject, role: string): Pick<SpeakerStatistics, 'sentimentByQuarter'> | undefined {
  const scores = each(roles, role, (raw) => fivePointScore(raw, 'Score') ?? null);
  return scores.length === 4 ? { sentimentByQuarter: scores } : undefined;
}
