import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { isSidecar, RecordingSidecar, readObjectMetadata, readSidecar, recordingOfSidecar } from '../../src/index.js';

const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const schema = 'earshot.recording/1';

function faultOf(read: () => unknown): unknown {
  try {
    return { no: 'fault', found: read() };
  } catch (error) {
    const { code, details } = error as { code: string; details: { field: string; expected: string; found: string } };
    return [code, details.field, details.expected, details.found];
  }
}

it('a sidecar says who, when, from where and where to', () => {
  const all = {
    schema,
    call_id: 'PBX-42',
    recorded_at: '2026-09-14T11:32:05+02:00',
    agent: { name: 'Zoe', id: 'a-17', channel: 1 },
    customer: '+4930123456',
    direction: 'inbound',
    queue: 'billing',
    metadata: { campaign: 7, tags: ['new'] },
  };
  expect(readSidecar(bytesOf(`\uFEFF${JSON.stringify(all)}`))).toEqual({
    callId: 'PBX-42',
    recordedAtMs: Date.UTC(2026, 8, 14, 9, 32, 5),
    metadata: {
      campaign: 7,
      tags: ['new'],
      agent: { name: 'Zoe', id: 'a-17', label: 'ch_1' },
      customer: '+4930123456',
      direction: 'inbound',
      queue: 'billing',
    },
  });
  expect(readSidecar(bytesOf({ schema, agent: { id: 'a-17' }, queue: null }))).toEqual({
    metadata: { agent: { name: 'a-17', id: 'a-17' } },
  });
});

it('a wrong sidecar is refused with the field, and what is expected there', () => {
  const wrong: [object | string, string, string][] = [
    [{ call_id: 'x' }, 'schema', 'expected "earshot.recording/1"'],
    [{ schema: 'earshot.recording/2' }, 'schema', 'expected "earshot.recording/1"'],
    [{ schema, recorded_at: '2026-09-14T11:32:05' }, 'recorded_at', 'expected ISO 8601 with a time zone'],
    [{ schema, quue: 'billing' }, 'sidecar', 'Unrecognized key: "quue"'],
    [{ schema, agent: { nick: 'Z' } }, 'agent', 'Unrecognized key: "nick"'],
    [{ schema, agent: 7 }, 'agent', 'expected a name, or an object with name, id or channel'],
    [{ schema, call_id: '' }, 'call_id', expect.any(String) as unknown as string],
    [{ schema, direction: 'up' }, 'direction', expect.stringContaining('"inbound"') as unknown as string],
    [{ schema, metadata: [] }, 'metadata', expect.any(String) as unknown as string],
    ['{"schema": "earshot.rec', 'sidecar', 'JSON'],
    [{ schema, metadata: { deep: JSON.parse('['.repeat(40) + ']'.repeat(40)) } }, 'metadata', 'at most 32 levels'],
  ];
  for (const [document, field, expected] of wrong) {
    expect(faultOf(() => readSidecar(bytesOf(document)))).toEqual([
      'EARSHOT_INVALID_INPUT',
      field,
      expected,
      expect.any(String),
    ]);
  }
});

it('other documents beside a recording are no sidecars', () => {
  const others = [{ results: {}, metadata: {} }, { schema: 'https://example.org' }, '[{"call_id":1}]', '"text"'];
  for (const document of others)
    expect([readSidecar(bytesOf(document)), isSidecar(bytesOf(document))]).toEqual([undefined, false]);
  expect(readSidecar(new Uint8Array(70_000))).toBeUndefined();
  expect([isSidecar(bytesOf({ schema: 'earshot.recording/9' })), isSidecar(bytesOf('{'))]).toEqual([true, false]);
});

it('the metadata of an object says the same, in its own names', () => {
  const read = readObjectMetadata({
    'earshot-call-id': 'PBX-42',
    'Earshot-Recorded-At': '2026-09-14T09:32:05Z',
    'earshot-agent': 'Zoe',
    'earshot-tenant': 'north',
    'earshot-queue': '',
    other: 'no matter',
  });
  expect(read).toEqual({
    callId: 'PBX-42',
    recordedAtMs: Date.UTC(2026, 8, 14, 9, 32, 5),
    metadata: { agent: 'Zoe', tenant: 'north' },
  });
  expect(readObjectMetadata({ other: 'x' })).toBeUndefined();
  expect(faultOf(() => readObjectMetadata({ 'earshot-recorded-at': 'monday' }))).toEqual([
    'EARSHOT_INVALID_INPUT',
    'recorded_at',
    'expected ISO 8601 with a time zone',
    'string',
  ]);
});

it('a sidecar has the whole name of its recording', () => {
  const nameOf = (name: string) => recordingOfSidecar(name, { mediaSuffixes: ['.wav'] });
  expect(['a.wav.json', 'b/A.WAV.json', 'a.json', 'a.txt.json', 'a.wav'].map(nameOf)).toEqual([
    'a.wav',
    'b/A.WAV',
    undefined,
    undefined,
    undefined,
  ]);
});

it('the published JSON Schema is the one of the sidecars that are read', () => {
  const path = join(import.meta.dirname, '../../../../docs/recording-sidecar.schema.json');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    title: 'Earshot recording sidecar',
    description: 'What a telephone system says of one recording: the file <recording>.json beside it.',
    ...z.toJSONSchema(RecordingSidecar, { io: 'input' }),
  });
});
