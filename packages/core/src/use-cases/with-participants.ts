import { PARTICIPANTS_VERSION } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';

/** Once they are loaded. */
let rules: Promise<typeof import('../coaching/identify-participants.js')> | undefined;

/**
 * The record with those who take part in the call, as the present rules tell them; the same record if it has them. The rules
 * are loaded with the first call that has a transcript.
 */
export async function withParticipants(record: CallRecord): Promise<CallRecord> {
  const { participants, ...rest } = record;
  if (record.analysis === undefined) return participants === undefined ? record : rest;
  if (participants?.version === PARTICIPANTS_VERSION) return record;
  rules ??= import('../coaching/identify-participants.js');
  const { identifyParticipants } = await rules;
  const identified = identifyParticipants(rest);
  return identified.people.length === 0 ? rest : { ...rest, participants: identified };
}
