import { describe, expect, test } from 'vitest';
import {
  type Analysis,
  type CallRecord,
  identifyParticipants,
  ObjectUri,
  PARTICIPANTS_VERSION,
  type Participant,
  participantsOf,
  type TranscriptSegment,
} from '../../src/index.js';
import { aRecord, type RecordTraits } from '../model/records.js';

type Turn = Partial<TranscriptSegment> & { readonly text?: string };

const saying = (...turns: readonly Turn[]): Partial<Analysis> => {
  const segments = turns.map((turn, index) => ({ index, startMs: index * 1_000, endMs: index * 1_000 + 900, ...turn }));
  return { transcript: { text: '', segments: segments.map((segment) => ({ text: '', ...segment })) } };
};
const TWO = saying({ speaker: 'spk_0' }, { speaker: 'spk_1' });
const sourced = (kind: string, name = 'call.json', redacted = false): Pick<Analysis, 'sources'> => ({
  sources: [{ uri: ObjectUri.parse(`s3://bucket/parsedFiles/${name}`), kind, redacted }],
});
const HELPING = saying(
  { speaker: 'spk_0', text: 'Hill Vets, Jo speaking, how can I help you?' },
  { speaker: 'spk_1', text: "Hi, I'm calling because my cat has lost her appetite. Do I need to bring her in?" },
  { speaker: 'spk_0', text: "I'm sorry to hear that. Can I take your name please?" },
);

function identified(traits: Omit<RecordTraits, 'callId'> & { readonly callId?: string }): CallRecord {
  return aRecord({ callId: 'call', state: 'completed', ...traits });
}

/** Each participant as `label role source`, with the name and its source if there is one. */
function who(traits: Parameters<typeof identified>[0]): string[] {
  return identifyParticipants(identified(traits)).people.map(toText);
}

function toText({ label, role, roleSource, name, nameSource }: Participant): string {
  return `${label} ${role} ${roleSource}${name === undefined ? '' : ` ${name} ${nameSource}`}`;
}

describe('who takes part in a call', () => {
  test('is nobody where nobody has a label, and unknown where nothing tells', () => {
    expect(who({})).toEqual([]);
    expect(who({ analysis: saying({ text: 'How can I help you?' }) })).toEqual([]);
    expect(who({ analysis: TWO })).toEqual(['spk_0 unknown unknown', 'spk_1 unknown unknown']);
  });

  test('has the label of the channel where there is no speaker, and those that only statistics name', () => {
    const analysis = { ...saying({ channel: 'ch_1' }), speakerStatistics: [{ speaker: 'spk_7', talkMs: 1 }] };
    expect(who({ analysis })).toEqual(['ch_1 unknown unknown', 'spk_7 unknown unknown']);
  });

  test('follows the strongest source, and of two people the other has the other role', () => {
    const analysis = {
      ...saying({ speaker: 'spk_0', speakerName: 'Customer' }, { speaker: 'spk_1', channel: 'ch_0' }),
      ...sourced('pca'),
    };
    const metadata = { agent_channel: 0 };
    const correction = { roles: [{ label: 'spk_0', role: 'agent' as const, name: 'Zoe' }], actor: 'Ada', atMs: 1 };
    expect(who({ analysis: HELPING })).toEqual(['spk_0 agent phrases', 'spk_1 customer phrases']);
    expect(who({ analysis })).toEqual(['spk_0 customer vendor', 'spk_1 agent vendor']);
    expect(who({ analysis, metadata })).toEqual(['spk_0 customer start_message', 'spk_1 agent start_message']);
    expect(who({ analysis, metadata, correction })).toEqual([
      'spk_0 agent correction Zoe correction',
      'spk_1 customer correction',
    ]);
  });

  test.each([
    [
      'labels that are roles',
      saying({ speaker: 'AGENT' }, { speaker: 'CUSTOMER' }),
      ['AGENT agent', 'CUSTOMER customer'],
    ],
    [
      'a bot beside two people',
      saying({ speaker: 'SYSTEM' }, { speaker: 'AGENT' }, { speaker: 'x1' }),
      ['SYSTEM ivr', 'AGENT agent', 'x1 customer'],
    ],
    [
      'a supervisor',
      saying({ speaker: 'SUPERVISOR' }, { speaker: 'CUSTOMER' }),
      ['SUPERVISOR other', 'CUSTOMER customer'],
    ],
  ])('reads %s', (_, analysis, expected) => {
    expect(who({ analysis }).map((text) => text.replace(/ vendor.*/, ''))).toEqual(expected);
  });

  test('whom Post Call Analytics calls by name beside a customer is an agent of that name', () => {
    const analysis = saying(
      { speaker: 'spk_0', speakerName: 'Customer' },
      { speaker: 'spk_1', speakerName: 'Zoe' },
      { speaker: 'spk_2', speakerName: 'Max' },
      { speaker: 'spk_3', speakerName: 'Unknown_3' },
    );
    expect(who({ analysis })).toEqual([
      'spk_0 customer vendor',
      'spk_1 agent vendor Zoe vendor',
      'spk_2 agent vendor Max vendor',
      'spk_3 unknown unknown',
    ]);
  });

  test('follows labels of Post Call Analytics, and its convention only where it names no speakers', () => {
    const agent = { kind: 'agent', value: 'spk_0', basis: 'estimated' as const, evidence: [] };
    const labeled = { ...TWO, ...sourced('pca'), findings: [agent] };
    expect(who({ analysis: labeled })).toEqual(['spk_0 agent vendor', 'spk_1 customer vendor']);
    const bare = { ...TWO, ...sourced('pca'), customFields: { Agent: 'TestAgent' } };
    expect(who({ analysis: bare })).toEqual(['spk_0 customer convention', 'spk_1 agent convention TestAgent vendor']);
    expect(who({ analysis: { ...TWO, ...sourced('transcribe') } })).toEqual([
      'spk_0 unknown unknown',
      'spk_1 unknown unknown',
    ]);
  });

  test('takes a label that looks like a name for one', () => {
    expect(who({ analysis: saying({ speaker: 'Zoë Li' }, { speaker: 'x-1' }, { speaker: 'Speaker 2' }) })).toEqual([
      'Zoë Li unknown unknown Zoë Li vendor',
      'x-1 unknown unknown',
      'Speaker 2 unknown unknown',
    ]);
  });

  test('takes names without control characters, cut between characters', () => {
    const named = saying(
      { speaker: 'spk_0', speakerName: 'Zo\u001b[31me\r\n' },
      { speaker: 'spk_1', speakerName: `x${'😀'.repeat(200)}` },
    );
    expect(who({ analysis: named })).toEqual([
      'spk_0 unknown unknown Zo [31me vendor',
      `spk_1 unknown unknown x${'😀'.repeat(127)} vendor`,
    ]);
  });

  test('takes names from the name of the file or the recording, as Post Call Analytics writes them', () => {
    const uri = ObjectUri.parse('s3://calls/2026-11-20T09-15-00_AGENT_Zoe_CUST_987_GUID_1234_.mp3');
    expect(who({ analysis: HELPING, media: { uri } })).toEqual([
      'spk_0 agent phrases Zoe file_name',
      'spk_1 customer phrases 987 file_name',
    ]);
    const documents = { ...HELPING, ...sourced('pca', 'x_AGENT_Max.wav.json') };
    expect(who({ analysis: documents })[0]).toBe('spk_0 agent phrases Max file_name');
    expect(who({ analysis: HELPING, callId: 'day_AGENT_None_' })[0]).toBe('spk_0 agent phrases');
    const named = saying({ speaker: 'spk_0', speakerName: 'Max' }, { speaker: 'spk_1', speakerName: 'zoe' });
    expect(who({ analysis: named, media: { uri } })).toEqual([
      'spk_0 customer file_name Max vendor',
      'spk_1 agent file_name zoe vendor',
    ]);
  });

  test.each([
    [{ agent: 'Zoe' }, 'spk_0 agent phrases Zoe start_message'],
    [{ agent: { name: 'Zoe', id: 7 } }, 'spk_0 agent phrases Zoe start_message'],
    [{ agentName: 'Zoe' }, 'spk_0 agent phrases Zoe start_message'],
    [{ agent: 'spk_1' }, 'spk_0 customer start_message'],
    [{ agent: { label: 'spk_1' }, customer_name: 'Ada' }, 'spk_0 customer start_message Ada start_message'],
    [{ agent: ['Zoe'], customer: 7 }, 'spk_0 agent phrases'],
  ])('takes what the start message says: %j', (metadata, expected) => {
    expect(who({ analysis: HELPING, metadata })[0]).toBe(expected);
  });

  test('names the customer as the analyzer heard it, and rests on the words that it quotes', () => {
    const evidence = [{ segmentIndex: 2, quote: 'Can I take your name please?' }];
    const findings = [
      { kind: 'agent', value: 'spk_1', basis: 'estimated' as const, evidence },
      { kind: 'caller', value: 'Ada', basis: 'estimated' as const, evidence: [] },
    ];
    const record = identified({ analysis: { ...HELPING, findings } });
    expect(identifyParticipants(record).people).toEqual([
      { label: 'spk_0', role: 'customer', roleSource: 'phrases', name: 'Ada', nameSource: 'phrases', evidence: [] },
      { label: 'spk_1', role: 'agent', roleSource: 'phrases', evidence },
    ]);
  });

  test('takes the number of a speaker for the label, as documents of earlier versions have it', () => {
    const evidence = [{ segmentIndex: 1, quote: 'My router is broken.' }];
    const findings = [{ kind: 'agent', value: 1, basis: 'estimated' as const, evidence }];
    expect(who({ analysis: { ...HELPING, findings } })).toEqual(['spk_0 customer phrases', 'spk_1 agent phrases']);
  });

  test('has no names where only redacted copies are kept, but for those that a person gave', () => {
    const metadata = { agent: 'Zoe', customer: 'Ada' };
    const correction = { roles: [{ label: 'spk_1', name: 'C-7' }], actor: 'Ada', atMs: 1 };
    const analysis = { ...HELPING, ...sourced('pca', 'x_AGENT_Zoe_.json', true) };
    expect(who({ analysis, metadata, correction })).toEqual([
      'spk_0 agent phrases',
      'spk_1 customer phrases C-7 correction',
    ]);
  });

  test('rests on no word of a call that was not understood', () => {
    expect(who({ analysis: { ...HELPING, understood: false } })[0]).toBe('spk_0 unknown unknown');
  });

  test('is bounded, whatever a document says', () => {
    const turns = Array.from({ length: 150 }, (_, index) => ({ speaker: index === 0 ? 'x'.repeat(257) : `s${index}` }));
    const people = who({ analysis: saying(...turns) });
    expect(people).toHaveLength(100);
    expect(people[0]).toBe('s1 unknown unknown');
  });
});

test('participants of the present rules count as kept, and those of other rules are identified again', () => {
  const kept: Participant[] = [{ label: 'spk_9', role: 'other', roleSource: 'phrases', evidence: [] }];
  const of = (version: number) =>
    participantsOf(identified({ analysis: HELPING, participants: { version, people: kept } }));
  expect(of(PARTICIPANTS_VERSION).people).toEqual(kept);
  expect(of(PARTICIPANTS_VERSION + 1).people.map(toText)[0]).toBe('spk_0 agent phrases');
});
