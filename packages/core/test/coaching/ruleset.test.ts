import { describe, expect, test } from 'vitest';
import { isEarshotError, METRIC_DEFINITIONS, Ruleset, readRuleset, SHIPPED_RULESETS } from '../../src/index.js';

const RULE = {
  id: 'notice',
  when: { phrase: ['call is recorded'], role: 'agent', phase: { firstMs: 60_000 } },
  type: 'observation',
  category: 'compliance',
  priority: 'low',
  aiConfidence: 0.5,
  title: 'Notice given',
  message: 'The agent spoke {agent_talk_share} of the time.',
  suggestedActions: [],
};
const rulesetOf = (...rules: object[]) => ({ name: 'own', version: 1, title: 'Our own', rules });

/** The fields that are wrong in a ruleset. */
function faultsOf(ruleset: unknown): unknown[] {
  try {
    readRuleset(JSON.stringify(ruleset));
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
    const fields = (error.details['issues'] as { field: string }[]).map(({ field }) => field);
    for (const field of fields) expect(error.message).toContain(field);
    return fields;
  }
  return [];
}

describe('a ruleset', () => {
  test('is read from JSON, with the defaults of what it leaves out', () => {
    const { rules } = readRuleset(JSON.stringify(rulesetOf(RULE)));
    expect(rules).toEqual([{ ...RULE, status: 'pending', metrics: {} }]);
  });

  test("that isn't JSON is unreadable", () => {
    expect(() => readRuleset('{"name":')).toThrow(expect.objectContaining({ code: 'EARSHOT_UNREADABLE' }));
  });

  test('names all its faults at once, each with its place', () => {
    const faults = faultsOf({
      name: 'Own rules',
      version: 0,
      title: 'x',
      rules: [
        { ...RULE, priority: 'urgent', message: '{agent_mood}', metrics: { mood: 'agent_mood', item: 'item' } },
        {
          ...RULE,
          id: 'b',
          when: { all: [{ metric: 'agent_pace' }, { metric: 'agent_mood', above: 1 }, { not: { maybe: 1 } }] },
        },
        { ...RULE, id: 'c', when: { metric: 'agent_pace', above: '3', over: 4 }, colour: 'red' },
      ],
    });
    expect(faults).toEqual([
      'name',
      'version',
      'rules[0].priority',
      'rules[0].message',
      'rules[0].metrics.mood',
      'rules[0].each',
      'rules[1].when.all[0]',
      'rules[1].when.all[1].metric',
      'rules[1].when.all[2].not',
      'rules[2].when.above',
      'rules[2].when',
      'rules[2]',
    ]);
  });

  test('may only speak of metrics that there are, and of an item only in a rule about each', () => {
    const wrong = {
      message: '{agent_mood} {item}',
      title: '{instances}',
      metrics: { mood: 'agent_mood', name: 'item' },
    };
    expect(faultsOf(rulesetOf({ ...RULE, ...wrong }))).toEqual([
      'rules[0].message',
      'rules[0].metrics.mood',
      'rules[0].each',
    ]);
    const each = { each: { of: 'categories', first: 3 }, message: '{item} {instances}', metrics: { name: 'item' } };
    expect(faultsOf(rulesetOf({ ...RULE, ...each }))).toEqual([]);
  });

  test.each([
    ['a rule without a condition', [{ ...RULE, when: undefined }], ['rules[0]']],
    ['two rules of one id', [RULE, RULE], ['rules']],
    ['no rules', [], ['rules']],
    ['a phrase without words', [{ ...RULE, when: { phrase: ['call', '?!'] } }], ['rules[0].when.phrase[1]']],
    ['a phase without bounds', [{ ...RULE, when: { phrase: ['a'], phase: {} } }], ['rules[0].when.phase']],
    ['nothing to hold at once', [{ ...RULE, when: { all: [] } }], ['rules[0].when.all']],
    [
      'seconds of a share',
      [{ ...RULE, metrics: { share: { metric: 'agent_talk_share', unit: 's' } } }],
      ['rules[0].metrics.share.metric'],
    ],
    ['a condition that is a text', [{ ...RULE, when: 'always' }], ['rules[0].when']],
  ])('is refused with %s', (_, rules, faults) => {
    expect(faultsOf(rulesetOf(...rules))).toEqual(faults);
  });
});

describe('shipped rulesets', () => {
  test.each(SHIPPED_RULESETS.map((ruleset) => [ruleset.name, ruleset] as const))(
    '%s is as it would be read',
    (_, ruleset) => {
      expect(readRuleset(JSON.stringify(ruleset))).toEqual(ruleset);
      expect(Ruleset.parse(ruleset)).toEqual(ruleset);
    },
  );

  test('are called by names of their own', () => {
    expect(SHIPPED_RULESETS.map(({ name }) => name)).toEqual(['pca-coaching', 'support']);
  });
});

test('metrics are called by names of their own', () => {
  const names = METRIC_DEFINITIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  'null',
  '{"name":"own"}',
  '{"rules":[null, 1]}',
  '{"rules":{}}',
  '{"rules":[{"each":5,"title":{},"metrics":3}]}',
])('JSON that is no ruleset at all is named as such: %s', (json) => {
  expect(() => readRuleset(json)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
});
