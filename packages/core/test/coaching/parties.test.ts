import { describe, expect, it } from 'vitest';
import { type CallRecord, ObjectUri, overviewOf, type Participant, partiesOf } from '../../src/index.js';
import { aRecord, type RecordTraits } from '../model/records.js';

const uri = ObjectUri.parse('s3://calls/x_AGENT_Zoe_CUST_987_.wav');

function person(role: Participant['role'], name?: string, label = role): Participant {
  return { label, role, ...(name && { name }), roleSource: 'vendor', evidence: [] };
}

function parties(traits: Partial<RecordTraits>, ...people: Participant[]) {
  const participants = people.length > 0 && { participants: { version: 1, people } };
  const record: CallRecord = aRecord({ callId: 'call', ...traits, ...participants });
  expect(partiesOf(overviewOf(record))).toEqual(partiesOf(record));
  return partiesOf(record);
}

describe('the agent and the customer of a call', () => {
  it('are its participants, by name', () => {
    const metadata = { agent: 'Max' };
    expect(parties({ metadata }, person('agent', ' Zoe '), person('customer', '987'))).toEqual({
      agent: 'Zoe',
      customer: '987',
    });
  });

  it('are what is stated where no participant has the name, before and after the analysis', () => {
    expect(parties({ metadata: { agent: 'Max' } }, person('agent'))).toEqual({ agent: 'Max' });
    expect(parties({ telephony: { metadata: { customer: { name: 'Ms Dunn' } } } })).toEqual({ customer: 'Ms Dunn' });
    expect(parties({ analysis: { customFields: { agent_name: 'Ada' } } })).toEqual({ agent: 'Ada' });
    expect(parties({ media: { uri } })).toEqual({ agent: 'Zoe', customer: '987' });
    expect(parties({ media: { uri }, metadata: { agent: 'Max' } })).toEqual({ agent: 'Max', customer: '987' });
  });

  it('are stated where several people have the role, and none of them a name', () => {
    expect(parties({ metadata: { agent: 'Max' } }, person('agent'), person('agent', undefined, 'other'))).toEqual({
      agent: 'Max',
    });
  });

  it('are named by a person alone where only redacted copies are kept', () => {
    const redacted = {
      media: { uri },
      metadata: { customer: 'Ms Dunn' },
      jobs: [{ state: 'succeeded', copies: 'redacted' } as const],
    };
    expect(parties(redacted)).toEqual({});
    expect(parties(redacted, person('agent', 'Zoe'))).toEqual({ agent: 'Zoe' });
  });
});
