import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
  const file = join(import.meta.dirname, '../bin', `${name}.ts`);
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
    });
  });
}

describe.each(['deploy', 'diff', 'destroy'])('%s', (name) => {
  it('says which environments there are when none is named', async () => {
    const { code, said } = await run(name);
    expect(code).toBe(1);
    expect(said).toMatch(/dev.*prod.*staging/s);
    expect(said).not.toContain('    at ');
  });

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

it("the CDK's command line reads what the app writes", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-list-'));
  const program = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const args = [program, 'list', '--context', 'environment=dev', '--output', folder];
  const env = {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
    HOME: tmpdir(),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const cwd = join(import.meta.dirname, '..');
  const said = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stdout + stderr));
    });
  });
  rmSync(folder, { recursive: true });
  expect(said).toContain('conversational-analytics-dev');
}, 60_000);
