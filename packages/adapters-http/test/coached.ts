import { CallId, type CallRecord, CoachDerivation, hashOf, SHIPPED_RULESETS } from '@earshot/core';
import { digests, NOW_MS, posted, type Served } from './served-app.js';

/** A transcript of Post Call Analytics: an upset customer (`spk_0`), and an agent (`spk_1`) who talks 120 s of 165. */
export const UPSET_CUSTOMER = {
  ConversationAnalytics: {
    Agent: 'Imani',
    Duration: 180,
    ConversationTime: '2026-09-14 12:00:00',
    ConversationLocation: 'Africa/Nairobi',
    SentimentTrends: { spk_0: { SentimentScore: -3.5 }, spk_1: { SentimentScore: 2.1 } },
    SpeakerTime: { spk_0: { TotalTimeSecs: 45 }, spk_1: { TotalTimeSecs: 120 } },
  },
  SpeechSegments: [
    { SegmentSpeaker: 'spk_0', SegmentStartTime: 0, SegmentEndTime: 5, DisplayText: 'The parcel never came.' },
  ],
};

/** Imports a transcript of Post Call Analytics over HTTP, and coaches the call. */
export async function importAndCoach(served: Served, callId: string, document = UPSET_CUSTOMER, headers = {}) {
  const response = await served.api.request(`/calls?fileName=${callId}.json`, posted(document, headers));
  if (response.status !== 201) throw new Error(await response.text());
  const record = await served.repository.get(hashOf(CallId.parse(callId), digests));
  if (record === undefined) throw new Error(`${callId} is not kept`);
  await coach(served, record);
  return record;
}

/** Keeps what coaching gives of a record. */
export async function coach({ insights }: Pick<Served, 'insights'>, record: CallRecord): Promise<void> {
  await new CoachDerivation({ insights, rulesets: SHIPPED_RULESETS, digests }).derive(record);
}

export const NOW = new Date(NOW_MS).toISOString();
