import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rolesFromPhrases } from '../../src/coaching/roles-from-phrases.js';
import { transcriptArbitrary } from '../../src/testing/index.js';

type Line = readonly [speaker: string | undefined, text: string];

const said = (...lines: readonly Line[]) =>
  lines.map(([speaker, text], index) => ({
    index,
    startMs: index * 5_000,
    endMs: index * 5_000 + 4_000,
    text,
    ...(speaker !== undefined && { speaker }),
  }));
const roles = (...lines: readonly Line[]) =>
  Object.fromEntries([...rolesFromPhrases(said(...lines))].map(([label, { role }]) => [label, role]));

const CALL: readonly Line[] = [
  ['a', 'Thank you for calling Brook Bikes, this is Nia. How may I help you?'],
  ['b', 'Hi, I ordered a bell last week and my package still hasn’t come.'],
  ['a', 'Let me check that for you. Could you confirm the order number?'],
];

describe('roles from phrases', () => {
  test('tell the agent from the customer, whoever speaks first, with the words that say so', () => {
    expect(roles(...CALL)).toEqual({ a: 'agent', b: 'customer' });
    expect(roles(['b', 'Hello?'], ...CALL.slice(1))).toEqual({ a: 'agent', b: 'customer' });
    const { evidence = [], confidence } = rolesFromPhrases(said(...CALL)).get('a') ?? {};
    expect(evidence).toHaveLength(3);
    for (const { segmentIndex, quote } of evidence) expect(CALL[segmentIndex]?.[1]).toContain(quote);
    expect(confidence).toBeGreaterThan(0.5);
  });

  test('take the name of a firm at the beginning for that of who answers, and a bare hello for nothing', () => {
    const ending: Line = ['b', 'Oh good, do I need to bring anything?'];
    expect(roles(['a', 'Corner Bakery, Ines here.'], ending)).toEqual({ a: 'agent', b: 'customer' });
    expect(roles(['a', 'Hello, Ines here.'], ending)).toEqual({});
  });

  test('say nothing of one speaker alone, of friends, of other languages, and of what was not understood', () => {
    expect(roles(...CALL.filter(([speaker]) => speaker === 'a'))).toEqual({});
    expect(roles(['a', 'I bought the blue one.'], ['b', 'My sister has it too, you know.'])).toEqual({});
    expect(roles(['a', 'Guten Tag, was kann ich tun?'], ['b', 'Mein Router geht nicht.'])).toEqual({});
    expect(rolesFromPhrases(said(...CALL).map((one) => ({ ...one, understood: false }))).size).toBe(0);
  });

  test('know a machine that offers a menu, and leave it out between the others', () => {
    const menu: readonly Line[] = [
      ['m', 'For sales, press one. For support, press two.'],
      ['m', 'Your call is important to us. Please stay on the line.'],
    ];
    expect(roles(...menu, ...CALL)).toEqual({ m: 'ivr', a: 'agent', b: 'customer' });
  });

  test('know a second agent, to whom a call is handed on, and nobody who says next to nothing', () => {
    const second: readonly Line[] = [
      ['c', 'Hi, you’re through to Ola in repairs. I can see the order here, and I’ve booked you in for Monday.'],
      ['d', 'Mhm.'],
    ];
    expect(roles(...CALL, ['b', 'Thanks so much.'], ...second)).toEqual({ a: 'agent', b: 'customer', c: 'agent' });
  });

  test('rest on words of the transcript, for any transcript', () => {
    void fc.assert(
      fc.property(transcriptArbitrary(), ({ segments }) => {
        for (const { evidence } of rolesFromPhrases(segments).values()) {
          for (const { segmentIndex, quote } of evidence) expect(segments[segmentIndex]?.text).toContain(quote);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('take no longer than their bounds allow, whatever is said', () => {
    const line = 'my my my can i your your press '.repeat(50_000);
    expect(roles(...Array.from({ length: 3_000 }, (): Line => ['a', line]))).toEqual({});
  });
});
