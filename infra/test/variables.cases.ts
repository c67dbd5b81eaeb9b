import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  ANALYZER_VARIABLES,
  AWS_VARIABLES,
  INSIGHT_VARIABLES,
  JOBS_VARIABLES,
  LAYOUT_VARIABLES,
  NOTICE_VARIABLES,
  RECORDING_VARIABLES,
  REPOSITORY_VARIABLES,
  readAwsVariables,
  SEARCH_VARIABLES,
  STATE_VARIABLES,
} from '@earshot/adapters-aws';
import { describe, expect, it } from 'vitest';
import { OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { synthesise } from './synthesis.ts';
import { one, resolve } from './template.ts';

const HANDLERS = join(import.meta.dirname, '../../packages/runtime-lambda/src/handlers');
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ANALYZER_VARIABLES,
  INSIGHT_VARIABLES,
  JOBS_VARIABLES,
  LAYOUT_VARIABLES,
  NOTICE_VARIABLES,
  RECORDING_VARIABLES,
  REPOSITORY_VARIABLES,
  SEARCH_VARIABLES,
  STATE_VARIABLES,
};

/** Those that a handler's source asks for. */
function readBy(file: string): readonly string[] {
  const [, asked = ''] = /readEnvironment\(\[([\s\S]*?)\]\)/.exec(readFileSync(file, 'utf8')) ?? [];
  const groups = [...asked.matchAll(/\.\.\.(\w+)/g)].flatMap(([, name = '']) => GROUPS[name] ?? [`group ${name}`]);
  return [...new Set([...groups, ...[...asked.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)])];
}

/** Those that say how names of recordings are read. */
const NAMES = ['EARSHOT_NAME_PATTERN', 'EARSHOT_TIME_ZONE'];

/** Those that only coaching needs. */
const COACHING = ['EARSHOT_INSIGHTS_TABLE', 'EARSHOT_RULESETS'];

const OF_EVERY_FUNCTION = ['EARSHOT_LOG_CALL_IDS', 'EARSHOT_LOG_LEVEL', 'EARSHOT_METRICS_NAMESPACE'];

describe.each(globSync('*.ts', { cwd: HANDLERS }).map((file) => basename(file, '.ts')))('%s', (name) => {
  const variablesOf = (settings = PLAIN) => {
    const { template } = synthesise(settings);
    const { Environment } = one(template, 'Lambda::Function', name.charAt(0).toUpperCase() + name.slice(1)).Properties;
    return resolve(template, Environment.Variables, named) as Record<string, string>;
  };
  const read = readBy(join(HANDLERS, `${name}.ts`));

  it('is given each variable that its handler reads, and no other', () => {
    const unset = [...NOTICE_VARIABLES, ...NAMES, ...COACHING, ...SEARCH_VARIABLES, ...RECORDING_VARIABLES];
    const unused: string[] = ['EARSHOT_BDA_BLUEPRINT_ARN', 'EARSHOT_BDA_KMS_KEY_ID', ...unset];
    const onlyToCoach = name === 'retrieval' ? ['EARSHOT_EXPIRY_ATTRIBUTE'] : [];
    const needed = read.filter((each) => ![...unused, ...onlyToCoach].includes(each));
    const expected = [...needed, ...OF_EVERY_FUNCTION];
    expect(Object.keys(variablesOf()).sort()).toEqual(expected.sort());
  });

  it('is given all that it reads of coaching, where there is coaching', () => {
    const given = Object.keys(variablesOf(OPTIONS["coaching of Post Call Analytics' transcripts"]));
    expect(given).toEqual(expect.arrayContaining(read.filter((each) => COACHING.includes(each))));
    expect(given).toContain('EARSHOT_INSIGHTS_TABLE');
  });

  it('is given where moments are searched, where there is search', () => {
    const given = Object.keys(variablesOf(OPTIONS['search and coaching']));
    expect(given).toEqual(expect.arrayContaining([...SEARCH_VARIABLES]));
    expect(read).toEqual(expect.arrayContaining([...SEARCH_VARIABLES]));
  });

  it('is given how names of recordings are read, if that is set', () => {
    const given = Object.keys(variablesOf(OPTIONS['recordings played and uploaded']));
    expect(given).toEqual(expect.arrayContaining(NAMES));
    expect(read).toEqual(expect.arrayContaining(NAMES));
  });

  it('is given what the API does with recordings, if it answers for it', () => {
    const given = Object.keys(variablesOf(OPTIONS['recordings played and uploaded']));
    const expected = name === 'retrieval' ? [...RECORDING_VARIABLES, 'EARSHOT_EXPIRY_ATTRIBUTE'] : [];
    expect(given).toEqual(expect.arrayContaining(expected));
    expect(given.some((each) => RECORDING_VARIABLES.includes(each as never))).toBe(name === 'retrieval');
  });

  it('is given the key too where there is one', () => {
    const given = Object.keys(variablesOf(OPTIONS['a key and a network of its own']));
    expect(given.includes('EARSHOT_BDA_KMS_KEY_ID')).toBe(read.includes('EARSHOT_BDA_KMS_KEY_ID'));
  });

  it('is given where notices go, if it sends any', () => {
    const given = variablesOf(OPTIONS['notices to every target']);
    const own = Object.entries(given).filter(([each]) => each.startsWith('EARSHOT_NOTIFY_'));
    const sends = read.includes('EARSHOT_NOTIFY_TOPIC_ARN');
    expect(own.map(([each]) => each).sort()).toEqual(sends ? [...NOTICE_VARIABLES].sort() : []);
    expect(sends).toBe(name !== 'retrieval');
  });

  it('can read what it is given', () => {
    for (const settings of [PLAIN, ...Object.values(OPTIONS)]) {
      const asked = read.filter((each) => each in AWS_VARIABLES) as (keyof typeof AWS_VARIABLES)[];
      expect(Object.keys(readAwsVariables(variablesOf(settings), asked))).toEqual(asked);
    }
  });

  it('has none that Lambda keeps for itself', () => {
    expect(Object.keys(variablesOf()).filter((each) => !each.startsWith('EARSHOT_'))).toEqual([]);
  });
});
