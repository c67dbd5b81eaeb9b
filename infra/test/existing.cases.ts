import { TEST_ACCOUNT } from '@earshot/aws-test-servers';
import { describe, expect, it } from 'vitest';
import { OPTIONS } from './combinations.ts';
import { named } from './named.ts';
import { allows, maySend, type Statement, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one, resolve } from './template.ts';

describe('a table and a topic that are there already', () => {
  const { table, startTopic } = OPTIONS['a topic and a table that are there already'];
  const { template } = synthesise(OPTIONS['a topic and a table that are there already']);

  it("are what the functions work with, and the stack's own table stays", () => {
    const tableArn = `arn:aws:dynamodb:eu-central-1:${TEST_ACCOUNT}:table/${table.existing}`;
    for (const { Properties } of ofType(template, 'Lambda::Function')) {
      expect(Properties['Environment'].Variables.EARSHOT_TABLE).toBe(table.existing);
      const role = one(template, 'IAM::Role', String(Properties['Role']['Fn::GetAtt'][0]).slice(0, -8));
      const statements = statementsOf(template, role, 'work');
      expect(allows(statements, 'dynamodb:GetItem', tableArn)).toBe(true);
      expect(allows(statements, 'dynamodb:Query', `${tableArn}/index/calls-due`)).toBe(true);
      expect(JSON.stringify(statements)).not.toContain('-call-recordings');
    }
    expect(one(template, 'DynamoDB::Table', 'Calls').Properties).toMatchObject({
      TableName: 'conversational-analytics-test-call-recordings',
      DeletionProtectionEnabled: true,
    });
    expect(template.Outputs?.['Table']?.Value).toBe(table.existing);
  });

  it('feed the start queue from the account and Region of the topic', () => {
    expect(ofType(template, 'SNS::Topic').map(({ id }) => id.slice(0, -8))).toEqual(['AlarmTopic']);
    const subscription = one(template, 'SNS::Subscription', 'StartSubscription').Properties;
    expect(subscription).toMatchObject({ TopicArn: startTopic.existingArn, Region: 'eu-west-1' });
    expect(
      maySend(template, String(resolve(template, subscription['Endpoint'], named)), 'sns', startTopic.existingArn),
    ).toBe(true);
    expect(template.Outputs?.['StartTopicArn']?.Value).toBe(startTopic.existingArn);
  });
});

it('publishers of other accounts and services may publish, and use the key for nothing else', () => {
  const { template } = synthesise(OPTIONS['publishers of other accounts and services']);
  const statementsIn = (document: { Statement: unknown }, sid: RegExp) =>
    (resolve(template, document.Statement, named) as Statement[]).filter(({ Sid = '' }) => sid.test(Sid));
  const topic = one(template, 'SNS::Topic', 'StartTopic');
  const [policy] = ofType(template, 'SNS::TopicPolicy').filter(
    ({ Properties }) => Properties['Topics'][0].Ref === topic.id,
  );
  expect(statementsIn(policy?.Properties['PolicyDocument'], /^Publish/)).toMatchObject([
    { Action: 'sns:Publish', Principal: { AWS: expect.stringContaining(':iam::111122223333:root') } },
    {
      Action: 'sns:Publish',
      Principal: { Service: ['events.amazonaws.com', 's3.amazonaws.com'] },
      Condition: { StringEquals: { 'aws:SourceAccount': TEST_ACCOUNT } },
    },
  ]);
  const key = one(template, 'KMS::Key', 'Key').Properties['KeyPolicy'];
  expect(statementsIn(key, /^PublishersOfOtherAccounts$/)).toMatchObject([
    { Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-central-1.amazonaws.com' } } },
  ]);
});
