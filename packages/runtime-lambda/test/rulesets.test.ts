import { readAwsVariables } from '@earshot/adapters-aws';
import { MemoryResultStore } from '@earshot/adapters-memory';
import { isEarshotError, ObjectUri, SHIPPED_RULESETS } from '@earshot/core';
import { expect, it } from 'vitest';
import { loadRulesets } from '../src/rulesets.js';

const OWN = ObjectUri.parse('s3://results/rulesets/own.json');
const rule = {
  id: 'long',
  when: { metric: 'call_length', above: 600_000 },
  type: 'observation',
  category: 'length',
  priority: 'low',
  aiConfidence: 0.5,
  title: 'A long call',
  message: 'It took {call_length} ms.',
  suggestedActions: [],
};

async function named(list: string, own: unknown = { name: 'own', version: 2, title: 'Ours', rules: [rule] }) {
  const store = new MemoryResultStore();
  await store.put(OWN, new TextEncoder().encode(JSON.stringify(own)));
  const { EARSHOT_RULESETS } = readAwsVariables({ EARSHOT_RULESETS: list }, ['EARSHOT_RULESETS']);
  return (await loadRulesets(EARSHOT_RULESETS, store)).map(({ name, version }) => `${name} ${version}`);
}

it('are the shipped ones unless the variable names others', async () => {
  expect(await named('')).toEqual(SHIPPED_RULESETS.map(({ name, version }) => `${name} ${version}`));
  expect(await named('none')).toEqual([]);
  expect(await named(`pca-coaching,${OWN}`)).toEqual(['pca-coaching 1', 'own 2']);
});

it.each([
  ['an unknown name', 'nobodys'],
  ['none beside others', 'none,support'],
  ['a name twice', 'support,support'],
  ['a document that is missing', 's3://results/rulesets/other.json'],
  ['what is neither a name nor a document', 'support,/etc/passwd'],
])('refuse %s', async (_, list) => {
  await expect(named(list)).rejects.toSatisfy((error) => isEarshotError(error, 'EARSHOT_INVALID_INPUT'));
});

it('refuse a document that is no ruleset, or has the name of another', async () => {
  for (const own of [{ name: 'own' }, { name: 'support', version: 1, title: 'Ours', rules: [rule] }]) {
    const found = named(`support,${OWN}`, own);
    await expect(found).rejects.toMatchObject({
      code: 'EARSHOT_INVALID_INPUT',
      details: { field: 'EARSHOT_RULESETS' },
    });
  }
});
