import { CALLS_TABLE } from '@earshot/adapters-aws/dynamodb';
import { describe, expect, it } from 'vitest';
import { Account } from '../lib/commands/account.ts';
import { deploy, outputsOf, prepare } from '../lib/commands/deployment.ts';
import { exportsOf } from '../lib/commands/exports.ts';
import { defineSettings, type SettingsInput } from '../lib/settings.ts';

const KEPT = { environment: 'test', region: 'eu-central-1', keepData: true } as const satisfies SettingsInput;
const TABLE = { AWS: 'AWS::DynamoDB::Table', Properties: { TableName: 'calls', ...CALLS_TABLE } };
const TEMPLATE = { Resources: { Calls: { Type: TABLE.AWS, Properties: TABLE.Properties } } };

/** What is there, by the name of what is asked for. */
interface There {
  readonly stacks?: Readonly<Record<string, object>>;
  readonly owner?: string;
  readonly deployed?: object;
  readonly tables?: Readonly<Record<string, object>>;
  readonly listening?: readonly string[];
  readonly denies?: string;
}

const notThere = (name: string, message = '') => Object.assign(new Error(message), { name });

/** An account of which so much is there, what was asked for in it, and what the CDK was asked to do, in order. */
function accountWith({ stacks = {}, owner, deployed = TEMPLATE, tables = {}, listening = [], denies }: There = {}) {
  const steps: string[] = [];
  const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
    DescribeStacksCommand({ StackName }) {
      const stack = stacks[String(StackName)];
      if (stack === undefined) throw notThere('ValidationError', `Stack with id ${StackName} does not exist`);
      return { Stacks: [{ StackName, ...stack }] };
    },
    DescribeStackResourcesCommand({ PhysicalResourceId }) {
      if (owner === undefined) throw notThere('ValidationError', `Stack for ${PhysicalResourceId} does not exist`);
      return { StackResources: [{ StackName: owner }] };
    },
    GetTemplateCommand: () => ({ TemplateBody: JSON.stringify(deployed) }),
    UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection }) {
      steps.push(`protection of ${StackName}: ${EnableTerminationProtection}`);
      return {};
    },
    DescribeTableCommand({ TableName }) {
      const found = tables[String(TableName)];
      if (found === undefined) throw notThere('ResourceNotFoundException');
      return { Table: found };
    },
    GetBucketNotificationConfigurationCommand: ({ Bucket }) =>
      listening.includes(String(Bucket)) ? { EventBridgeConfiguration: {} } : {},
  };
  const client = {
    send: async (command: { constructor: { name: string }; input: object }) => {
      const { name } = command.constructor;
      if (name === denies) throw notThere('AccessDenied', 'not authorized');
      return answers[name]?.(command.input as Record<string, unknown>);
    },
  };
  const account = new Account({ cloudFormation: client, dynamoDb: client, s3: client } as never);
  return { account, steps };
}

function deploymentIn(there: There, input: SettingsInput = KEPT, fails?: string) {
  const { account, steps } = accountWith(there);
  const step = async (name: string) => {
    steps.push(name);
    if (name === fails) throw new Error('cdk failed');
  };
  const deployment = {
    settings: defineSettings(input),
    account,
    synthesise: async (isNew: boolean) => {
      await step(isNew ? 'synth unprotected' : 'synth');
      return TEMPLATE;
    },
    cdk: async ([name = '']: readonly string[]) => step(name),
  };
  return { deployment, steps };
}

const OPTIONS = { bootstrap: true, deployArgs: [] };
const STACK = 'conversational-analytics-test';
const BOOTSTRAPPED = { CDKToolkit: { StackStatus: 'CREATE_COMPLETE' } };

async function stepsOf(there: There, input?: SettingsInput, options = OPTIONS): Promise<readonly string[]> {
  const { deployment, steps } = deploymentIn(there, input);
  await deploy(deployment, options);
  return steps;
}

describe('a deployment', () => {
  it('creates a stack that keeps its data without protection, and protects it once it is there', async () => {
    expect(await stepsOf({ stacks: BOOTSTRAPPED })).toEqual(['synth unprotected', 'deploy', 'synth', 'deploy']);
  });

  it('leaves a stack unprotected whose creation fails, so that it can be repeated', async () => {
    const { deployment, steps } = deploymentIn({ stacks: BOOTSTRAPPED }, KEPT, 'deploy');
    await expect(deploy(deployment, OPTIONS)).rejects.toThrow();
    expect(steps).toEqual(['synth unprotected', 'deploy']);
  });

  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'])('repeats a creation that ended as %s', async (StackStatus) => {
    const stacks = { ...BOOTSTRAPPED, [STACK]: { StackStatus, EnableTerminationProtection: true } };
    expect(await stepsOf({ stacks })).toEqual([
      'synth unprotected',
      `protection of ${STACK}: false`,
      'deploy',
      'synth',
      'deploy',
    ]);
  });

  it('updates a stack that is there in one step, protected all the time', async () => {
    const stacks = { ...BOOTSTRAPPED, [STACK]: { StackStatus: 'UPDATE_ROLLBACK_COMPLETE' } };
    expect(await stepsOf({ stacks })).toEqual(['synth', 'deploy']);
  });

  it('creates a stack that keeps nothing in one step', async () => {
    expect(await stepsOf({ stacks: BOOTSTRAPPED }, { ...KEPT, keepData: false })).toEqual([
      'synth unprotected',
      'deploy',
    ]);
  });

  it('bootstraps the CDK only where that is missing, and not when it may not', async () => {
    expect(await stepsOf({})).toContain('bootstrap');
    expect(await stepsOf({ stacks: BOOTSTRAPPED })).not.toContain('bootstrap');
    expect(await stepsOf({}, KEPT, { ...OPTIONS, bootstrap: false })).not.toContain('bootstrap');
  });

  it.each<[string, There, SettingsInput, RegExp]>([
    [
      'a stack that is just being changed',
      { stacks: { [STACK]: { StackStatus: 'UPDATE_IN_PROGRESS' } } },
      KEPT,
      /wait/,
    ],
    ['a prefix that another stack has', { owner: 'another-stack' }, KEPT, /prefix.*another-stack/],
    [
      'an existing bucket that sends no events',
      { listening: ['results-of-ours'] },
      { ...KEPT, media: { existingBucket: 'media-of-ours' }, results: { existingBucket: 'results-of-ours' } },
      /media\.existingBucket: media-of-ours/,
    ],
    [
      'a bucket of imports that sends no events',
      {},
      { ...KEPT, results: { imports: [{ prefix: 'own/' }, { prefix: 'pca/', bucket: 'pca-of-ours' }] } },
      /results\.imports\[1\]\.bucket: pca-of-ours/,
    ],
    ['a table that is not there', {}, { ...KEPT, table: { existing: 'nowhere' } }, /table\.existing.*nowhere/],
    [
      'a table with a range key',
      { tables: { foreign: { KeySchema: [...CALLS_TABLE.KeySchema, { AttributeName: 'at', KeyType: 'RANGE' }] } } },
      { ...KEPT, table: { existing: 'foreign' } },
      /hash \(HASH\) and at \(RANGE\).*stored twice/,
    ],
    [
      'a table that lacks an index',
      {
        tables: {
          old: { ...CALLS_TABLE, GlobalSecondaryIndexes: CALLS_TABLE.GlobalSecondaryIndexes.slice(0, 2) },
        },
      },
      { ...KEPT, table: { existing: 'old' } },
      /calls-due/,
    ],
    [
      'a change that CloudFormation refuses',
      {
        stacks: { [STACK]: { StackStatus: 'CREATE_COMPLETE' } },
        deployed: { Resources: { Calls: { Type: 'AWS::DynamoDB::GlobalTable' } } },
      },
      KEPT,
      /Calls is AWS::DynamoDB::GlobalTable/,
    ],
    ['credentials that may not look', { denies: 'DescribeStacksCommand' }, KEPT, /cloudformation:DescribeStacks/],
  ])('refuses %s before anything starts, and so does a diff', async (_, there, input, reason) => {
    const { deployment, steps } = deploymentIn(there, input);
    await expect(deploy(deployment, OPTIONS)).rejects.toThrow(reason);
    await expect(prepare(deployment)).rejects.toThrow(reason);
    expect(steps.filter((step) => !step.startsWith('synth'))).toEqual([]);
  });

  it('takes existing buckets that send events, and a table of its own kind', async () => {
    const input = { ...KEPT, media: { existingBucket: 'media-of-ours' }, table: { existing: 'restored' } };
    const there = { stacks: BOOTSTRAPPED, listening: ['media-of-ours'], tables: { restored: CALLS_TABLE } };
    expect(await stepsOf(there, input)).toContain('deploy');
  });
});

describe('outputs', () => {
  const Outputs = [
    { OutputKey: 'MediaBucket', OutputValue: 'media-1' },
    { OutputKey: 'StartTopicArn', OutputValue: "arn:aws:sns:eu-central-1:1:it's" },
  ];

  it('are printed as lines that a shell evaluates', async () => {
    const settings = defineSettings(KEPT);
    const { account } = accountWith({ stacks: { [STACK]: { Outputs } } });
    const lines = exportsOf(settings, await outputsOf(settings, account));
    expect(lines).toEqual(
      expect.arrayContaining([
        "export AWS_REGION='eu-central-1'",
        "export MEDIA_BUCKET='media-1'",
        "export START_TOPIC_ARN='arn:aws:sns:eu-central-1:1:it'\\''s'",
        "export EARSHOT_INDEX_SHARDS='8'",
      ]),
    );
  });

  it('of a stack that is not deployed are none', async () => {
    await expect(outputsOf(defineSettings(KEPT), accountWith().account)).rejects.toThrow(STACK);
  });
});
