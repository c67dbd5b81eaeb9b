import { callSentimentOf } from '../model/call-sentiment.js';
import { PARTICIPANTS_VERSION } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';

/** Once they are loaded. */
let rules: Promise<typeof import('../coaching/identify-participants.js')> | undefined;

/**
 * The record with what lists show of its analysis: its sentiment, and those who take part in the call, as the present rules
 * identify them; the same record if it has both. The rules are loaded with the first call that has a transcript.
 */
export async function withDerived(record: CallRecord): Promise<CallRecord> {
  return withParticipants(withSentiment(record));
}

async function withParticipants(record: CallRecord): Promise<CallRecord> {
  const { participants, ...rest } = record;
  if (record.analysis === undefined) return participants === undefined ? record : rest;
  if (participants?.version === PARTICIPANTS_VERSION) return record;
  rules ??= import('../coaching/identify-participants.js');
  const { identifyParticipants } = await rules;
  const identified = identifyParticipants(rest);
  return identified.people.length === 0 ? rest : { ...rest, participants: identified };
}

function withSentiment(record: CallRecord): CallRecord {
  const { sentiment, ...rest } = record;
  const now = record.analysis && callSentimentOf(record.analysis);
  if (now?.label === sentiment?.label && now?.score === sentiment?.score) return record;
  return now === undefined ? rest : { ...rest, sentiment: now };
}
