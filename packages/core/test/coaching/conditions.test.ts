import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/coaching/evaluate.js';
import { factsOf } from '../../src/coaching/facts.js';
import { type CallRecord, Condition, conversationOf, type Finding, measureCall } from '../../src/index.js';
import { callOf, NOBODY_KNOWN, type Said, said } from './calls.js';

/** What becomes of a condition of a person's own in a call. */
function outcomeOf(raw: unknown, record: CallRecord) {
  const conversation = conversationOf(record);
  if (conversation === undefined || record.analysis === undefined) throw new Error('nothing is said');
  const facts = factsOf(record.analysis, conversation, measureCall(conversation));
  return evaluate(Condition.parse(raw), facts);
}
const holds = (raw: unknown, record: CallRecord) => outcomeOf(raw, record).holds;

describe('a condition', () => {
  const call = callOf([said('A', 0, 70), said('C', 70, 100)]);
  const [yes, no, unknown] = [
    { metric: 'agent_talk_time', above: 0 },
    { metric: 'agent_talk_time', below: 0 },
    { metric: 'agent_interruptions', atLeast: 0 },
  ];

  test.each([
    [yes, true],
    [no, false],
    [unknown, undefined],
    [{ not: yes }, false],
    [{ not: no }, true],
    [{ not: unknown }, undefined],
    [{ all: [yes, yes] }, true],
    [{ all: [yes, unknown] }, undefined],
    [{ all: [unknown, no] }, false],
    [{ any: [no, no] }, false],
    [{ any: [no, unknown] }, undefined],
    [{ any: [unknown, yes] }, true],
    [{ not: { all: [yes, { not: no }] } }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, call)).toBe(expected);
  });

  test.each([
    [{ above: 0.7 }, false],
    [{ atLeast: 0.7 }, true],
    [{ below: 0.7 }, false],
    [{ atMost: 0.7 }, true],
    [{ above: 0.6, below: 0.8 }, true],
    [{ above: 0.6, below: 0.65 }, false],
  ])('of a metric of exactly 0.7 with the bounds %j is %s', (bounds, expected) => {
    expect(holds({ metric: 'agent_talk_share', ...bounds }, call)).toBe(expected);
  });

  test('rests on the moments of what decides it', () => {
    const moments = (condition: unknown) => outcomeOf(condition, call).evidence.map(({ startMs }) => startMs);
    expect(moments({ any: [yes, { metric: 'customer_talk_time', below: 0 }] })).toEqual([0]);
    expect(moments({ all: [yes, { metric: 'customer_talk_time', above: 0 }] })).toEqual([0, 70_000]);
  });

  test('is measured only if all that it rests on is', () => {
    const twoChannels = callOf([said('A', 0, 7, '', { channel: 'a' }), said('C', 7, 9, '', { channel: 'c' })]);
    const isMeasured = (condition: unknown) => outcomeOf(condition, twoChannels).isMeasured;
    expect(isMeasured({ metric: 'agent_talk_share', above: 0 })).toBe(true);
    expect(isMeasured({ all: [{ metric: 'agent_talk_share', above: 0 }, { issue: false }] })).toBe(false);
    expect(isMeasured({ any: [{ metric: 'agent_talk_share', above: 0 }, { issue: true }] })).toBe(true);
  });
});

describe('categories and issues', () => {
  const category = (value: string, more: Partial<Finding> = {}): Finding => ({
    kind: 'category',
    value,
    basis: 'estimated',
    evidence: [],
    ...more,
  });
  const call = callOf([said('C', 2, 5)], {
    categories: ['Late Delivery', 'no greeting', 'billing'],
    findings: [
      category('Late Delivery', { evidence: [{ segmentIndex: 0, quote: 'late' }] }),
      category('no greeting', { count: 0 }),
    ],
  });

  test('match in any letter case', () => {
    expect(outcomeOf({ category: 'late delivery' }, call)).toMatchObject({
      holds: true,
      evidence: [{ startMs: 2_000, endMs: 5_000, segmentIndex: 0 }],
    });
    expect(holds({ category: 'billing' }, call)).toBe(true);
    expect(holds({ category: 'refund' }, call)).toBe(false);
  });

  test('that match what is not said count for nothing', () => {
    expect(holds({ category: 'no greeting' }, call)).toBe(false);
  });

  test('may be asked for or missed', () => {
    const issue: Finding = { kind: 'issue', value: 'The line is dead.', basis: 'estimated', evidence: [] };
    expect(holds({ issue: true }, call)).toBe(false);
    expect(holds({ issue: false }, call)).toBe(true);
    expect(holds({ issue: true }, callOf([said('C', 0, 1)], { findings: [issue] }))).toBe(true);
  });
});

describe('a phrase', () => {
  const spoken: readonly Said[] = [
    said('A', 10, 20, 'Good morning! This call', {}),
    said('A', 20, 25, 'is RECORDED, okay?'),
    said('C', 30, 40, 'It’s fine. Anything else is'),
    said('O', 41, 42, 'a problem.'),
    said('A', 100, 110, 'one two three four five six seven eight anything else'),
  ];
  const call = callOf(spoken);

  test('is found in any letter case, over cuts between segments, and whatever the marks', () => {
    const found = outcomeOf({ phrase: ['nothing', 'this call is recorded!'] }, call);
    expect(found).toMatchObject({
      holds: true,
      isMeasured: false,
      evidence: [{ startMs: 15_000, endMs: 25_000, segmentIndex: 0 }],
    });
    expect(holds({ phrase: ["it's fine"] }, call)).toBe(true);
  });

  test('is not found in parts of words, nor over turns or speakers', () => {
    expect(holds({ phrase: ['record'] }, call)).toBe(false);
    expect(holds({ phrase: ['okay one'] }, call)).toBe(false);
    expect(holds({ phrase: ['else is a problem'] }, call)).toBe(false);
  });

  test('may be that of a role', () => {
    expect(holds({ phrase: ['anything else'], role: 'agent' }, call)).toBe(true);
    expect(holds({ phrase: ['this call'], role: 'customer' }, call)).toBe(false);
  });

  test.each([
    [{ firstMs: 9_000 }, false],
    [{ firstMs: 25_000 }, true],
    [{ lastMs: 1_000 }, false],
    [{ lastMs: 3_000 }, true],
    [{ firstMs: 1, lastMs: 3_000 }, true],
  ])('is looked for in a phase, counted from the first word or the last: %j is %s', (phase, expected) => {
    expect(holds({ phrase: ['anything else'], phase }, call)).toBe(expected);
  });

  test('said where nobody can hear it is unknown, and so is its absence', () => {
    const nobody = callOf(spoken, {}, { people: NOBODY_KNOWN });
    expect(holds({ phrase: ['this call'], role: 'agent' }, nobody)).toBeUndefined();
    expect(holds({ not: { phrase: ['this call'], role: 'agent' } }, nobody)).toBeUndefined();
    expect(holds({ phrase: ['this call'] }, nobody)).toBe(true);
    const lost = callOf(spoken.map((one) => ({ ...one, understood: false })));
    expect(holds({ phrase: ['this call'] }, lost)).toBeUndefined();
    const untimed = callOf(spoken, { findings: [{ kind: 'times', basis: 'unavailable', evidence: [] }] });
    expect(holds({ phrase: ['this call'], phase: { firstMs: 1 } }, untimed)).toBeUndefined();
  });
});
