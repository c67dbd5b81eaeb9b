import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../lib/analysis/regions.ts';
import { FUNCTIONS, type FunctionName } from '../lib/names.ts';
import type { SettingsInput } from '../lib/settings.ts';
import { IN_REGIONS, OPTIONS, PLAIN } from './combinations.ts';
import { listOf, type Statement, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one } from './template.ts';

/** What each function was seen to do, and what is done in its name. */
const documented = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../packages/runtime-lambda/iam-actions.json'), 'utf8'),
) as Record<FunctionName, { readonly sent: readonly string[]; readonly onBehalf: readonly string[] }>;

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const unique = (items: readonly string[]) => [...new Set(items)].sort();
const actionsOf = (statements: readonly Statement[]) => unique(statements.flatMap(({ Action }) => listOf(Action)));

/** What Lambda, X-Ray and logs take, beyond a function's work. */
const PLATFORM = ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

function roleOf(name: string, settings = PLAIN) {
  const { template } = synthesise(settings);
  const role = one(template, 'IAM::Role', `${capital(name)}Role`);
  return {
    work: statementsOf(template, role, 'work'),
    platform: statementsOf(template, role, 'platform'),
    all: statementsOf(template, role),
    role,
  };
}

describe.each(FUNCTIONS)('%s', (name) => {
  it('may do for its work what it was seen to do, or have done for it, and nothing else', () => {
    const { sent, onBehalf } = documented[name];
    expect(actionsOf(roleOf(name).work)).toEqual(unique([...sent, ...onBehalf]));
  });

  it('may beyond that log, trace and tell of failures', () => {
    const telling = name === 'sweep' ? ['sns:Publish'] : [];
    expect(actionsOf(roleOf(name).platform)).toEqual(unique([...PLATFORM, ...telling]));
  });

  it('has no other policy, and no managed one', () => {
    const { role, work, platform, all } = roleOf(name);
    expect(role.Properties['ManagedPolicyArns']).toBeUndefined();
    expect(all).toHaveLength(work.length + platform.length);
    expect(ofType(synthesise(PLAIN).template, 'IAM::Policy')).toEqual([]);
  });

  it('names no action with a *, and only X-Ray without a resource', () => {
    const { all } = roleOf(name);
    expect(actionsOf(all).filter((action) => action.includes('*'))).toEqual([]);
    const anywhere = all.filter(({ Resource }) => listOf(Resource).includes('*'));
    expect(anywhere.map(({ Sid }) => Sid)).toEqual(['Trace']);
  });

  it('may send notices to the targets that the settings name, and to no other', () => {
    const plain = roleOf(name).work.length;
    const added = (settings: SettingsInput) =>
      roleOf(name, settings)
        .work.filter(({ Sid }) => Sid?.endsWith('Notices'))
        .map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));
    const put = (Resource: string) => ({
      Action: 'events:PutEvents',
      Resource,
      Condition: { StringEquals: { 'events:source': 'earshot' } },
    });
    const publish = { Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-central-1:000000000000:calls' };
    const encrypt = {
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: 'arn:aws:kms:eu-central-1:000000000000:key/notices',
    };
    const sends = name !== 'retrieval';
    expect(added(OPTIONS['notices to every target'])).toEqual(
      sends ? [put('arn:aws:events:eu-central-1:000000000000:event-bus/calls'), publish, encrypt] : [],
    );
    const elsewhere = OPTIONS['notices to a bus of another account, and a webhook with a secret that is there'];
    expect(added(elsewhere)).toEqual(sends ? [put(elsewhere.notices.eventBus)] : []);
    expect(roleOf(name, elsewhere).work).toHaveLength(plain + (sends ? 1 : 0));
  });

  it('with a key and a network of its own, may use those too', () => {
    const added = actionsOf(roleOf(name, OPTIONS['a key and a network of its own']).platform).filter(
      (action) => !PLATFORM.includes(action) && action !== 'sns:Publish',
    );
    const reads = ['kms:Decrypt', 'kms:DescribeKey'];
    const writes = name === 'retrieval' ? [] : ['kms:Encrypt', 'kms:GenerateDataKey'];
    const lends = name === 'retrieval' ? [] : ['kms:CreateGrant'];
    expect(added.filter((action) => action.startsWith('kms:'))).toEqual(unique([...reads, ...writes, ...lends]));
    expect(added.filter((action) => !/^(kms|ec2):/.test(action))).toEqual([]);
  });
});

describe('with buckets that have keys of their own', () => {
  const { media, results } = OPTIONS['buckets that are there already'];

  it.each(FUNCTIONS)('%s may use the keys for what it reads and writes there', (name) => {
    const { all } = roleOf(name, OPTIONS['buckets that are there already']);
    const keysOf = (action: string) =>
      all.flatMap(({ Action, Resource }) => (listOf(Action).includes(action) ? listOf(Resource) : []));
    const startsJobs = documented[name].sent.includes('bedrock:InvokeDataAutomationAsync');
    const ofMedia = startsJobs ? media.keyArns : [];
    expect(keysOf('kms:Decrypt')).toEqual([...ofMedia, results.keyArn]);
    expect(keysOf('kms:GenerateDataKey')).toEqual(startsJobs ? [results.keyArn] : []);
    expect(keysOf('kms:CreateGrant')).toEqual([]);
  });
});

it('each function may query the indexes that it reads, and no others', () => {
  const indexesOf = (name: FunctionName) =>
    roleOf(name)
      .work.filter(({ Action }) => listOf(Action).includes('dynamodb:Query'))
      .flatMap(({ Resource }) => listOf(Resource).map((arn) => JSON.stringify(arn).match(/index\/([\w-]+)/)?.[1]))
      .sort();
  expect(Object.fromEntries(FUNCTIONS.map((name) => [name, indexesOf(name)]))).toEqual({
    transcription: ['calls-due'],
    persistence: ['calls-due'],
    retrieval: ['calls-by-state', 'calls-by-time', 'calls-due'],
    sweep: ['calls-by-state', 'calls-due'],
  });
});

it('every function that starts jobs may do for them what the transcription function may', () => {
  const SIDS = ['StartJobs', 'ReadMedia', 'WriteResults', 'TellMissingFromForbidden', 'KeepRecords', 'ListDueCalls'];
  const KEYS = ['UseKey', 'LendKeyToJobs', 'UseKeysOfMedia', 'UseKeyOfResults'];
  for (const option of ['buckets that are there already', 'a key and a network of its own'] as const) {
    const forJobs = (name: FunctionName) =>
      roleOf(name, OPTIONS[option]).all.filter(({ Sid }) => [...SIDS, ...KEYS].includes(String(Sid)));
    const expected = forJobs('transcription');
    expect(expected).toHaveLength(SIDS.length + 2);
    for (const name of FUNCTIONS) {
      if (documented[name].sent.includes('bedrock:InvokeDataAutomationAsync')) expect(forJobs(name)).toEqual(expected);
    }
  }
});

describe.each(IN_REGIONS)('in %s', (region, settings) => {
  it('jobs may be started with the projects, the blueprint, and the profile wherever it may route to', () => {
    const { routesTo, id } = PROFILES[region];
    const jobs = roleOf('transcription', settings).work.find(({ Sid }) => Sid === 'StartJobs');
    const profiles = listOf(jobs?.Resource ?? []).filter((arn) => arn.includes(':data-automation-profile/'));
    const regions = routesTo === '*' ? ['*'] : unique([region, ...routesTo]);
    expect(profiles).toEqual(
      regions.map((each) => `arn:${partitionOf(region)}:bedrock:${each}:000000000000:data-automation-profile/${id}`),
    );
    expect(listOf(jobs?.Resource ?? [])).toHaveLength(profiles.length + 3);
    const { template } = synthesise(settings);
    const { Environment } = one(template, 'Lambda::Function', 'Transcription').Properties;
    expect(Environment.Variables.EARSHOT_BDA_PROFILE_ARN).toBe(
      `arn:${partitionOf(region)}:bedrock:${region}:000000000000:data-automation-profile/${id}`,
    );
  });
});

function partitionOf(region: string): string {
  return region.startsWith('us-gov') ? 'aws-us-gov' : 'aws';
}
