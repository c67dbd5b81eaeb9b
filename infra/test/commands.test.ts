import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { connectionTo, startS3Server } from '@earshot/aws-test-servers';
import { describe, expect, it } from 'vitest';
import { emptyBucket } from '../lib/commands/empty-bucket.ts';

interface Ended {
  readonly code: number;
  readonly said: string;
}

/** Runs a command in an environment that holds no credentials, and leads to none. */
function run(name: string, ...args: string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' };
  const file = join(import.meta.dirname, '../bin', `${name}.ts`);
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
    });
  });
}

describe.each(['deploy', 'diff', 'destroy', 'outputs', 'synth'])('%s', (name) => {
  it('says which environments there are when none is named', async () => {
    const { code, said } = await run(name);
    expect(code).toBe(1);
    expect(said).toMatch(/dev.*prod.*staging/s);
    expect(said).not.toContain('    at ');
  });

  it('says what it does, and what it can be told', async () => {
    const { code, said } = await run(name, '--help');
    expect(code).toBe(0);
    expect(said).toContain(`usage: npm run ${name} -- --env <dev | prod | staging>`);
    expect(said.includes('--no-bootstrap')).toBe(name === 'deploy');
  });
});

describe.each(['deploy', 'diff', 'destroy', 'outputs'])('%s', (name) => {
  it('says that there are no credentials, before anything else happens', async () => {
    const { code, said } = await run(name, '--env', 'dev');
    expect(code).toBe(1);
    expect(said).toContain('no AWS credentials were found');
    expect(said).not.toContain('    at ');
  });
});

it('destroy leaves an environment alone that keeps its data', async () => {
  const { code, said } = await run('destroy', '--env', 'prod', '--yes');
  expect({ code, said: said.includes('keepData') }).toEqual({ code: 1, said: true });
});

it('buckets are emptied of all versions, and of all that marks a deletion', async () => {
  const server = await startS3Server();
  const client = new S3Client({ ...connectionTo(server), forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'calls' }));
  await client.send(
    new PutBucketVersioningCommand({ Bucket: 'calls', VersioningConfiguration: { Status: 'Enabled' } }),
  );
  for (const Key of ['a', 'a', 'b']) await client.send(new PutObjectCommand({ Bucket: 'calls', Key, Body: 'x' }));
  expect(await emptyBucket(client, 'calls')).toBe(3);
  expect(await emptyBucket(client, 'calls')).toBe(0);
  expect(await emptyBucket(client, 'nobodys')).toBe(0);
  client.destroy();
  await server.close();
});

it('synth writes a template without an account', async () => {
  const { code, said } = await run('synth', '--env', 'dev');
  expect({ code, said }).toMatchObject({ code: 0 });
  const file = join(import.meta.dirname, '../cdk.out/dev/conversational-analytics-dev.template.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('Resources');
}, 60_000);
