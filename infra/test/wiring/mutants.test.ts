import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, expect, it } from 'vitest';
import { PLAIN } from '../combinations.ts';
import { synthesise } from '../synthesis.ts';
import { one, type Resource, type Template } from '../template.ts';
import { type DeployedStack, deployTemplate } from './deployed-stack.ts';

const sound = synthesise(PLAIN);
let stack: DeployedStack | undefined;
afterEach(() => stack?.close());

/** The template with something in it that is wrong. */
function spoilt(type: string, beginning: string, spoil: (properties: Resource['Properties']) => void) {
  const template = structuredClone(sound.template) as Template;
  spoil(one(template, type, beginning).Properties);
  return { ...sound, template };
}

it.each<[string, (variables: Record<string, unknown>) => void]>([
  ['EARSHOT_START_DLQ_URL', (variables) => delete variables['EARSHOT_START_DLQ_URL']],
  ['EARSHOT_BDA_PROFILE_ARN', (variables) => delete variables['EARSHOT_BDA_PROFILE_ARN']],
])('a function that lacks %s does not start', async (name, spoil) => {
  stack = await deployTemplate(
    spoilt('Lambda::Function', 'Transcription', ({ Environment }) => spoil(Environment.Variables)),
  );
  const invoked = stack.functions.get('dmg-inbound-callrecording-transcription')?.invoke({ Records: [] });
  await expect(invoked).rejects.toThrow(name);
});

it('a handler by another name is not found', async () => {
  stack = await deployTemplate(
    spoilt('Lambda::Function', 'Retrieval', (properties) => Object.assign(properties, { Handler: 'index.main' })),
  );
  await expect(stack.functions.get('dmg-inbound-callrecording-retrieval')?.invoke({})).rejects.toThrow('main');
});

it('a queue whose policy leaves its bucket out can not be told', async () => {
  const without = spoilt('SQS::QueuePolicy', 'StartQueuePolicy', ({ PolicyDocument }) =>
    PolicyDocument.Statement.pop(),
  );
  await expect(deployTemplate(without)).rejects.toThrow('s3');
});

it('a filter for other keys keeps recordings from the function', async () => {
  stack = await deployTemplate(
    spoilt('S3::Bucket', 'Media', ({ NotificationConfiguration }) => {
      NotificationConfiguration.QueueConfigurations[0].Filter.S3Key.Rules[0].Value = 'upload/';
    }),
  );
  const { s3, s3Server, bedrock } = stack;
  const Bucket = String(one(sound.template, 'S3::Bucket', 'Media').Properties['BucketName']);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'uploads/call.wav', Body: 'a recording' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'upload/call.wav', Body: 'a recording' }));
  await s3Server.idle();
  const log = () => (stack?.functions.get('dmg-inbound-callrecording-transcription')?.logs() ?? []).join('\n');
  await expect.poll(log, { timeout: 10_000 }).toContain('neither a recording nor a result');
  expect(bedrock.requests()).toEqual([]);
});

it('a role without a prefix denies what the function needs there', async () => {
  stack = await deployTemplate(
    spoilt('IAM::Role', 'PersistenceRole', ({ Policies }) => {
      const [{ PolicyDocument }] = Policies;
      PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'ReadResults');
    }),
  );
  const { s3, denied } = stack;
  const Bucket = String(one(sound.template, 'S3::Bucket', 'Media').Properties['BucketName']);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'uploads/call.wav', Body: 'a recording' }));
  await expect
    .poll(() => denied, { timeout: 10_000 })
    .toContainEqual(expect.stringContaining('persistence: s3:GetObject'));
});
