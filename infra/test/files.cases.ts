import { FILES_PREFIX } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../lib/names.ts';
import { defineSettings } from '../lib/settings.ts';
import { OPTIONS, PLAIN } from './combinations.ts';
import { listOf, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one } from './template.ts';

const { template } = synthesise(OPTIONS['calls as files']);
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const WRITERS: readonly string[] = FUNCTIONS.filter((name) => name !== 'retrieval');

describe('calls as files', () => {
  it('cost nothing without the setting: no permission, no alarm', () => {
    const plain = JSON.stringify(synthesise(PLAIN).template);
    for (const word of [FILES_PREFIX, 'DerivationsFailed']) expect(plain).not.toContain(word);
  });

  it.each(FUNCTIONS)('of %s: it may read, write and erase there, if it changes calls', (name) => {
    const statements = statementsOf(template, one(template, 'IAM::Role', `${capital(name)}Role`));
    const actions = statements
      .filter((statement) => JSON.stringify(statement).includes(FILES_PREFIX))
      .flatMap(({ Action }) => listOf(Action));
    const expected = ['s3:DeleteObjectVersion', 's3:GetObject', 's3:ListBucketVersions', 's3:PutObject'];
    expect(actions.sort()).toEqual(WRITERS.includes(name) ? expected : []);
  });

  it('are written by every function that changes calls', () => {
    const told = ofType(template, 'Lambda::Function').filter(({ Properties }) =>
      JSON.stringify(Properties['Environment'] ?? {}).includes('"EARSHOT_FILES":"true"'),
    );
    expect(told).toHaveLength(WRITERS.length);
  });

  it('have an alarm for calls that could not be written', () => {
    const names = ofType(template, 'CloudWatch::Alarm').map(({ Properties }) => String(Properties['AlarmName']));
    expect(names.filter((name) => name.endsWith('derivations-failed'))).toHaveLength(1);
  });

  it('have a prefix of their own', () => {
    const imports = [{ prefix: `${FILES_PREFIX}theirs/` }];
    const settings = { ...PLAIN, results: { files: true, imports } };
    expect(() => defineSettings(settings)).toThrow('results.imports');
  });
});
