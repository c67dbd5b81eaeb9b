import { describe, expect, it } from 'vitest';
import { judge } from '../src/judged-sentences.js';
import { sentencesOf } from '../src/sentences.js';
import { speakersOf, statedSpeakers } from '../src/speaker-roles.js';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';

const encoder = new UniversalSentenceEncoder();

async function speakersIn(...turns: readonly (readonly [speaker: number, text: string])[]) {
  const said = sentencesOf(turns.map(([speaker, text]) => ({ speaker, text, startMs: 0, endMs: 1 })));
  const { sentences, means } = await judge(said, encoder);
  return speakersOf(sentences, means);
}

describe('speakersOf', () => {
  it('knows the agent by the offer to help, and quotes it', async () => {
    const { roles, finding } = await speakersIn(
      [1, 'Thank you for calling. How can I help you?'],
      [0, 'My order is late.'],
    );
    expect(finding).toMatchObject({ kind: 'agent', value: 1, basis: 'estimated' });
    expect(finding.evidence[0]).toEqual({ segmentIndex: 0, quote: expect.stringMatching(/calling|help/) });
    expect([...roles]).toEqual([
      [1, 'agent'],
      [0, 'customer'],
    ]);
  });

  it('knows both agents of a call that is handed on', async () => {
    const { roles } = await speakersIn(
      [0, 'Thank you for calling, how can I help you?'],
      [1, "I'm calling because my card doesn't work."],
      [0, "I'm sorry to hear that. Let me transfer you, one moment please."],
      [2, 'Thank you for holding, how may I help you? Can I have your card number?'],
    );
    expect([roles.get(0), roles.get(1), roles.get(2)]).toEqual(['agent', 'customer', 'agent']);
  });

  it('knows the agent of a call without a greeting, if the others speak still less like one', async () => {
    const { finding } = await speakersIn(
      [0, 'Yeah, my parcel never came and I want my money back.'],
      [1, "Let me look. I've sent a new one out to you."],
      [0, 'When do I get it?'],
      [1, 'You should have it by Friday.'],
    );
    expect(finding.value).toBe(1);
  });

  it.each([
    ['nobody speaks', []],
    ['one leaves a message', [[0, 'Hi, this is Jane, I need to move my appointment.']]],
    [
      'two chat',
      [
        [0, 'It rains.'],
        [1, 'It does.'],
      ],
    ],
  ] as const)('finds no agent where %s', async (_, turns) => {
    expect((await speakersIn(...turns)).finding).toMatchObject({ kind: 'agent', basis: 'unavailable', evidence: [] });
  });

  it('finds no agent in a talk between people who know each other', async () => {
    const { roles, finding } = await speakersIn(
      [0, 'Hiya, it’s only me. Are you in tonight?'],
      [1, 'I am, love. Your dad made a stew, come round.'],
      [0, 'I’ll bring the bread then. Did Mum find her glasses?'],
      [1, 'She was sitting on them. Can you get some milk as well?'],
      [0, 'I’ll pick some up. See you at six.'],
    );
    expect(finding).toMatchObject({ kind: 'agent', basis: 'unavailable' });
    expect(roles.size).toBe(0);
  });

  it('takes no machine for the agent', async () => {
    const queue = [0, 'Your call is important to us. You are number two in the queue.'] as const;
    const { finding } = await speakersIn(
      queue,
      [1, 'Hello, how can I help you?'],
      [2, 'My order is late.'],
      [1, "I'm sorry about that. Let me check. I've sent it again."],
    );
    expect(finding.value).toBe(1);
    const greeting = [0, 'You have reached Ann Lee. Please leave a message after the tone.'] as const;
    const voicemail = await speakersIn(greeting, [1, 'Hi, I need to move my appointment. Please call me back.']);
    expect(voicemail.finding.basis).toBe('unavailable');
    expect([...voicemail.roles]).toEqual([[1, 'customer']]);
  });

  it('takes who leaves a message for a customer', async () => {
    const { roles } = await speakersIn([3, 'Hi, I need to move my appointment. Please call me back.']);
    expect(roles.get(3)).toBe('customer');
  });

  it.each([
    'Hi, I need to move my appointment. Sure, I can move it to Monday for you.',
    'Thank you for calling, how can I help you? I was charged twice. Let me look, I have refunded it for you.',
    "Hi, this is Dana from Northline. I'm calling about your order, please call us back.",
  ])('takes a single voice for nobody: %s', async (text) => {
    const { roles, finding } = await speakersIn([0, text]);
    expect(roles.get(0)).toBeUndefined();
    expect(finding).toMatchObject({ basis: 'unavailable', evidence: [] });
  });
});

describe('statedSpeakers', () => {
  const said = [{ speaker: 'a' }, {}, { speaker: 'b' }, { speaker: 'c' }, { speaker: 'a' }];

  it('takes everybody else for a customer, and names the first agent who speaks', () => {
    const stated = statedSpeakers(said, ['absent', 'c', 'a']);
    expect(stated?.finding).toMatchObject({ kind: 'agent', value: 'c', basis: 'measured' });
    expect(Object.fromEntries(stated?.roles ?? [])).toEqual({ a: 'agent', b: 'customer', c: 'agent' });
  });

  it.each([[[]], [['absent']]])('says nothing where no agent speaks: %j', (agents) => {
    expect(statedSpeakers(said, agents)).toBeUndefined();
  });
});
