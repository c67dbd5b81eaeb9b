import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { JobOutcome } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Deployment, deploy, scripted } from './deployment.js';
import { standardOutput } from './result-documents.js';

const outcomes = new Map<string, JobOutcome>();
let earshot: Deployment;

beforeAll(async () => {
  earshot = await deploy({ bedrock: { script: scripted(outcomes), workMs: 10 } });
}, 60_000);
afterAll(() => earshot?.close());

async function put(name: string, body: string, metadata?: Record<string, string>): Promise<void> {
  const Key = `uploads/${name}`;
  outcomes.set(Key, { kind: 'success', standard: standardOutput(Key, ['Hello.']) });
  await earshot.stack.s3.send(new PutObjectCommand({ Bucket: 'media', Key, Body: body, Metadata: metadata }));
}

function sidecar(more: object): string {
  return JSON.stringify({ schema: 'earshot.recording/1', ...more });
}

it('a call has what its sidecar and its object say, whichever comes first', async () => {
  const agent = { name: 'Zoe', channel: 1 };
  await put('early.wav.json', sidecar({ call_id: 'PBX-42', agent }));
  await put('early.wav', 'a recording', { 'earshot-agent': 'Mia', 'earshot-queue': '=?UTF-8?Q?Caf=C3=A9?=' });
  await put('late.wav', 'a recording', { 'earshot-recorded-at': '2026-09-14T09:30:00Z' });
  await earshot.until('late.wav', 'completed');
  await put('late.wav.json', sidecar({ call_id: 'PBX-43', agent }));
  await put('late.wav.json', sidecar({ call_id: 'PBX-43', agent }));
  await earshot.until('early.wav', 'completed');
  await earshot.settled();
  expect(await earshot.item('early.wav')).toMatchObject({
    aliases: ['PBX-42'],
    metadata: { agent: { name: 'Zoe' }, queue: 'Café' },
  });
  await vi.waitUntil(async () => (await earshot.item('late.wav'))?.aliases !== undefined, { timeout: 10_000 });
  expect(await earshot.item('late.wav')).toMatchObject({
    aliases: ['PBX-43'],
    metadata: { agent: { name: 'Zoe' } },
    recorded_at: '2026-09-14T09:30:00.000Z',
    recorded_at_source: 'sidecar',
  });
  expect(await earshot.item('early.wav.json')).toBeUndefined();
});

it('a wrong sidecar is dead-lettered with its field, and its recording analyzed', async () => {
  await put('wrong.wav.json', sidecar({ direction: 'up' }));
  await put('wrong.wav', 'a recording', { 'earshot-recorded-at': 'monday' });
  await earshot.until('wrong.wav', 'completed');
  await earshot.settled();
  const letters = await earshot.stack.messages('startDlq');
  expect(letters.map(({ MessageAttributes = {} }) => MessageAttributes['EarshotCode']?.StringValue)).toEqual([
    'EARSHOT_INVALID_INPUT',
  ]);
  expect(letters[0]?.MessageAttributes?.['EarshotReason']?.StringValue).toContain('direction');
});
