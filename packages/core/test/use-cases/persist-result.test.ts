import {
  type Analysis,
  bdaFormat,
  type CallHash,
  EarshotError,
  type JobMention,
  ObjectUri,
  PersistResult,
  type ReadBounds,
  ReadCall,
  RecordFailure,
  RestartCall,
  type ResultFormat,
  type ResultStore,
  StartAnalysis,
  warningsIn,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { EVENT_MS, Fixture, instead, mentionOf, outputOf, RECORDED_MS, requestOf } from './fixture.js';

const STANDARD = '0/standard_output/0/result.json';
const CUSTOM = '0/custom_output/0/result.json';
const redactedOf = (path: string) => path.replace('result.json', 'redacted/result.json');

const persist = (
  fixture: Fixture,
  mention: JobMention,
  more: { copies?: 'original' | 'redacted'; store?: ResultStore; bounds?: ReadBounds } = {},
) => new PersistResult({ ...fixture.deps, ...more }).execute(mention);

describe('where only redacted copies are kept, a format', () => {
  const original = 's3://results/out/original' as ObjectUri;
  const giving = (sources: Analysis['sources']): ResultFormat => ({
    ...bdaFormat,
    read: async (uri, options) => {
      const reading = await bdaFormat.read(uri, { ...options, copies: 'original' });
      return 'analysis' in reading ? { ...reading, analysis: { ...reading.analysis, sources } } : reading;
    },
  });

  test.each([
    ['an original beside a redacted copy', original, [true, false]],
    ['nothing as its source', undefined, []],
  ])('that gives %s is not obeyed, and not tried again', async (_, refused, redacted) => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    const sources = redacted.map((isRedacted) => ({ uri: original, kind: 'standard', redacted: isRedacted }));
    const deps = { ...fixture.deps, copies: 'redacted' as const, formats: [giving(sources)] };
    await expect(new PersistResult(deps).execute(mention)).rejects.toMatchObject({
      code: 'EARSHOT_NOT_REDACTED',
      retryable: false,
      details: { uri: refused ?? mention.resultUri },
    });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing' });
  });

  test('that gives nothing but redacted copies is', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    const sources = [{ uri: original, kind: 'standard', redacted: true }];
    const deps = { ...fixture.deps, copies: 'redacted' as const, formats: [giving(sources)] };
    expect(await new PersistResult(deps).execute(mention)).toMatchObject({ status: 'stored' });
  });
});

describe('a job that finished', () => {
  test('completes its call, with what all of its outputs say', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    fixture.nowMs += 1_000;
    const mention = await fixture.finish(jobId, 'call-7');
    const { status, record } = await persist(fixture, mention).then(
      (outcome) => outcome as Extract<typeof outcome, { record: object }>,
    );
    expect(status).toBe('stored');
    expect(record).toEqual(await fixture.record('call-7'));
    expect(record).toMatchObject({
      state: 'completed',
      revision: 3,
      jobs: [
        {
          jobId,
          state: 'succeeded',
          startedAtMs: fixture.nowMs - 1_000,
          finishedAtMs: EVENT_MS,
          outputUri: outputOf(mention, ''),
        },
      ],
      analysis: {
        callSummary: 'call-7 greets.',
        audioSummary: 'A call with call-7.',
        categories: ['Billing'],
        topics: ['greeting', 'call-7'],
        topicSummaries: [{ index: 0, summary: 'call-7 says hello.', segmentIndices: [0] }],
        transcript: { text: 'Hello, call-7 here.', segments: [{ index: 0, speaker: 'spk_0', channel: 'ch_0' }] },
        customFields: { satisfaction: 4 },
        language: { dominant: 'EN' },
        moderation: [],
        sources: [
          { uri: outputOf(mention, STANDARD), kind: 'standard', redacted: false },
          { uri: outputOf(mention, CUSTOM), kind: 'custom', redacted: false },
        ],
      },
    });
    expect(record.analysis?.transcript?.segments[0]).not.toHaveProperty('words');
  });

  test('is known when it is told again, and its documents are not read again', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    const first = await persist(fixture, mention);
    const store = instead<ResultStore>(fixture.store, { get: () => Promise.reject(new Error('read again')) });
    expect(await persist(fixture, mention, { store })).toEqual({ ...first, status: 'duplicate' });
  });

  test('told again with an earlier time gives the call and the job that time', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    await persist(fixture, mention);
    await persist(fixture, { ...mention, sentAtMs: EVENT_MS - 500 });
    await persist(fixture, { ...mention, sentAtMs: EVENT_MS + 500 });
    expect(await fixture.record('call-7')).toMatchObject({
      revision: 2,
      recordedAt: { ms: EVENT_MS - 500, source: 'transport' },
      jobs: [{ finishedAtMs: EVENT_MS - 500 }],
    });
  });

  test('and matched no blueprint leaves the call without a match, with what was said', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7', { kind: 'no match' });
    expect(await persist(fixture, mention)).toMatchObject({
      status: 'unmatched',
      record: { state: 'no_match', analysis: { audioSummary: 'A call with call-7.', sources: [{ kind: 'standard' }] } },
    });
  });

  test('and had no blueprint to match completes the call', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7', { kind: 'standard only' });
    expect(await persist(fixture, mention)).toMatchObject({ status: 'stored', record: { state: 'completed' } });
  });

  test('and that nobody here started makes a call of its own, named after its folder', async () => {
    const fixture = new Fixture();
    const media = { bucket: 'recordings', key: 'x_20260914T08:00_UTC.wav' };
    expect(await persist(fixture, await fixture.finish('outside', 'call-7', { media }))).toMatchObject({
      status: 'stored',
      record: {
        revision: 1,
        state: 'completed',
        callId: 'call-7',
        media: { uri: 's3://recordings/x_20260914T08:00_UTC.wav' },
        recordedAt: { ms: Date.UTC(2026, 8, 14, 8), source: 'media_name' },
      },
    });
  });

  test('before its recording was reported is known when it is, with what that adds', async () => {
    const fixture = new Fixture();
    await persist(fixture, await fixture.finish('outside', 'call-7'));
    const uri = ObjectUri.parse('s3://recordings/call-7.wav');
    const facts = { uri, sizeBytes: 7, sequencer: '0A' };
    expect(await fixture.start('call-7', { media: facts, metadata: { agent: 'Ada' } })).toMatchObject({
      status: 'duplicate',
      record: { state: 'completed', media: facts, metadata: { agent: 'Ada' }, recordedAt: { ms: RECORDED_MS } },
    });
    expect(fixture.analyzer.jobs).toEqual([]);
  });

  test('while its start was not noted yet completes the call all the same', async () => {
    const fixture = new Fixture();
    const lost = instead(fixture.deps.repository, {
      save: (record) =>
        record.state === 'analyzing' ? Promise.reject(new Error('crash')) : fixture.repository.save(record),
    });
    const { repository } = fixture.deps;
    fixture.deps.repository = lost;
    await expect(fixture.start('call-7')).rejects.toThrow();
    fixture.deps.repository = repository;
    const [job] = fixture.analyzer.jobs;
    await persist(fixture, await fixture.finish(job?.jobId ?? '', 'call-7'));
    expect(await fixture.start('call-7')).toMatchObject({ status: 'duplicate', record: { state: 'completed' } });
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });

  test('in a folder named by the hash of the call belongs to that call', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('2026/call');
    const outcome = await persist(fixture, await fixture.finish(jobId, fixture.hash('2026/call')));
    expect(outcome).toMatchObject({ record: { callId: '2026/call', hash: fixture.hash('2026/call') } });
    expect((await fixture.repository.list({ filter: {}, limit: 9 })).calls).toHaveLength(1);
  });

  test('for a call that waits for another job is refused for good', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    const news = persist(fixture, await fixture.finish('other', 'call-7'));
    await expect(news).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: false });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing' });
  });

  test('told many times at once is kept once', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => persist(fixture, mention)));
    expect(outcomes.filter(({ status }) => status === 'stored')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'duplicate')).toHaveLength(5);
    expect(await fixture.record('call-7')).toMatchObject({ revision: 3 });
  });

  test('in a bucket that was copied elsewhere is read beside its manifest', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    const archive = (uri: string) => ObjectUri.parse(uri.replace('s3://results/', 's3://archive/2026/'));
    for (const uri of await fixture.documents()) {
      const bytes = await fixture.store.get(ObjectUri.parse(uri));
      if (bytes) await fixture.store.put(archive(uri), bytes);
      await fixture.store.delete(ObjectUri.parse(uri));
    }
    const resultUri = archive(mention.resultUri);
    expect(await persist(fixture, { ...mention, resultUri })).toMatchObject({
      status: 'stored',
      record: {
        jobs: [{ outputUri: archive(outputOf(mention, '')) }],
        analysis: { sources: [{ uri: archive(outputOf(mention, STANDARD)) }, {}] },
      },
    });
  });
});

describe('a call that was not understood', () => {
  const doubting: ResultFormat = {
    ...bdaFormat,
    read: async (uri, options) => {
      const reading = await bdaFormat.read(uri, options);
      if (!('analysis' in reading)) return reading;
      const analysis = { ...reading.analysis, understood: false, notUnderstoodReason: 'another language' };
      return { ...reading, analysis };
    },
  };

  test('completes without a summary, categories or topics, whatever its format gives', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    const deps = { ...fixture.deps, formats: [doubting] };
    expect(await new PersistResult(deps).execute(mention)).toMatchObject({ status: 'stored' });
    const record = await fixture.record('call-7');
    const read = await new ReadCall(deps).execute(record?.hash as CallHash, { words: true });
    for (const each of [record, read]) {
      expect(each).toMatchObject({ state: 'completed', analysis: { understood: false, categories: [], topics: [] } });
      expect(each?.analysis).not.toHaveProperty('callSummary');
      expect(each?.analysis).not.toHaveProperty('audioSummary');
      expect(each?.analysis?.transcript?.text).not.toBe('');
    }
  });
});

describe('redacted copies', () => {
  test('become the record where that is the setting, and the originals are not read', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    for (const path of [STANDARD, CUSTOM]) {
      const original = JSON.stringify(await fixture.json(outputOf(mention, path)));
      await fixture.put(outputOf(mention, redactedOf(path)), JSON.parse(original.replaceAll('call-7', '[NAME]')));
      await fixture.put(outputOf(mention, path), 'must not be read');
    }
    const outcome = await persist(fixture, mention, { copies: 'redacted' });
    expect(outcome).toMatchObject({
      status: 'stored',
      record: {
        analysis: {
          callSummary: '[NAME] greets.',
          transcript: { text: 'Hello, [NAME] here.' },
          sources: [
            { uri: outputOf(mention, redactedOf(STANDARD)), kind: 'standard', redacted: true },
            { uri: outputOf(mention, redactedOf(CUSTOM)), kind: 'custom', redacted: true },
          ],
        },
      },
    });
  });

  test('become the record of a job that was started so, whichever process keeps it, and after a restart', async () => {
    const fixture = new Fixture();
    const redacting = { ...fixture.deps, copies: 'redacted' as const };
    const { jobId = '' } = await new StartAnalysis(redacting).execute(requestOf('call-7'));
    const mention = await fixture.finish(jobId, 'call-7');
    await expect(persist(fixture, mention)).rejects.toMatchObject({ code: 'EARSHOT_NOT_REDACTED' });
    await new RecordFailure(fixture.deps).execute(mention, { code: 'CANCELLED', reason: 'no redacted copy' });
    const again = await new RestartCall(redacting).execute(fixture.hash('call-7'));
    const second = await fixture.finish(again.jobId ?? '', 'call-7');
    for (const path of [STANDARD, CUSTOM]) {
      await fixture.put(outputOf(second, redactedOf(path)), await fixture.json(outputOf(second, path)));
    }
    expect(await persist(fixture, second)).toMatchObject({
      status: 'stored',
      record: { analysis: { sources: [{ redacted: true }, { redacted: true }] } },
    });
  });

  test('with personal data that their own detections find are masked, also when read for their words', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    const [standard, custom] = [STANDARD, CUSTOM].map((path) => outputOf(mention, redactedOf(path)));
    const found = (start: number) => [
      { entity_type: 'NAME', start_character_offset: start, end_character_offset: start + 6 },
    ];
    await fixture.put(standard as ObjectUri, {
      audio: { summary: 'A call with call-7.', summary_sensitive_data_detection: found(12) },
      topics: [{ summary: 'call-7 says hello.', summary_sensitive_data_detection: found(0) }],
    });
    await fixture.put(custom as ObjectUri, {
      inference_result: { call_summary: 'call-7 greets.' },
      blueprint_sensitive_data_detection: { call_summary: { sensitive_data_detection: found(0) } },
    });
    await persist(fixture, mention, { copies: 'redacted' });
    const analysis = {
      audioSummary: 'A call with [NAME].',
      callSummary: '[NAME] greets.',
      topicSummaries: [{ index: 0, summary: '[NAME] says hello.' }],
      sensitiveData: [
        { entityType: 'NAME', foundIn: 'audio_summary' },
        { entityType: 'NAME', foundIn: 'topic_summary', topicIndex: 0 },
        { entityType: 'NAME', foundIn: 'blueprint_field', field: 'call_summary' },
      ],
    };
    expect(await fixture.record('call-7')).toMatchObject({ analysis });
    const whole = await new ReadCall(fixture.deps).execute(fixture.hash('call-7'), { words: true });
    expect(whole).toMatchObject({ analysis });
  });

  test('that are missing keep the result from being kept, for now', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    await expect(persist(fixture, mention, { copies: 'redacted' })).rejects.toMatchObject({
      code: 'EARSHOT_NOT_REDACTED',
      retryable: true,
      details: { uri: outputOf(mention, redactedOf(STANDARD)) },
    });
    expect(await fixture.record('call-7')).toBeUndefined();
  });

  test('that a manifest names itself are not looked for one folder deeper', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7', { kind: 'standard only' });
    const standard = outputOf(mention, STANDARD);
    const redacted = outputOf(mention, redactedOf(STANDARD));
    await fixture.put(redacted, await fixture.json(standard));
    const manifest = JSON.stringify(await fixture.json(mention.resultUri));
    await fixture.put(mention.resultUri, JSON.parse(manifest.replace(standard, redacted)));
    expect(await persist(fixture, mention, { copies: 'redacted' })).toMatchObject({ status: 'stored' });
  });
});

describe('a job whose documents', () => {
  test('are not all there yet is tried again later, and keeps nothing by halves', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    for (const uri of [mention.resultUri, outputOf(mention, STANDARD), outputOf(mention, CUSTOM)]) {
      const bytes = (await fixture.store.get(uri)) ?? new Uint8Array();
      await fixture.store.delete(uri);
      await expect(persist(fixture, mention)).rejects.toMatchObject({
        code: 'EARSHOT_UNAVAILABLE',
        retryable: true,
        details: { uri },
      });
      expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing', revision: 2 });
      await fixture.store.put(uri, bytes);
    }
    expect(await persist(fixture, mention)).toMatchObject({ status: 'stored' });
  });

  test.each<[string, string, unknown, string]>([
    ['a manifest of a wrong shape', 'job_metadata.json', { job_id: 'outside', output_metadata: 7 }, 'output_metadata'],
    ['a manifest that is something else', 'job_metadata.json', { hello: 'world' }, ''],
    ['a manifest that is a result', 'job_metadata.json', { inference_result: {} }, ''],
    [
      'a manifest that names no output',
      'job_metadata.json',
      { job_id: 'outside', output_metadata: [] },
      'output_metadata',
    ],
    [
      'a result with a wrong field',
      STANDARD,
      { audio: {}, audio_segments: [{ text: 7 }] },
      'audio_segments[0].start_timestamp_millis',
    ],
    ['a result that is a manifest', STANDARD, { job_id: 'x', output_metadata: [] }, ''],
    ["a result that isn't JSON object", STANDARD, [], ''],
  ])('hold %s can’t be read, and the error names document and field', async (_, path, document, field) => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    await fixture.put(outputOf(mention, path), document);
    await expect(persist(fixture, mention)).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      retryable: false,
      details: { uri: outputOf(mention, path), path: field },
    });
    expect(await fixture.record('call-7')).toBeUndefined();
  });

  test('lie outside the job, by the manifest’s word, are not read', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7', { kind: 'standard only' });
    const manifest = JSON.stringify(await fixture.json(mention.resultUri));
    const outside = outputOf(mention, '../../secret/job/0/standard_output/0/result.json');
    await fixture.put(mention.resultUri, JSON.parse(manifest.replace(outputOf(mention, STANDARD), outside)));
    await expect(persist(fixture, mention)).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { uri: mention.resultUri, found: outside },
    });
  });
});

describe('custom output of any shape', () => {
  test('never costs the call what was said, and is kept with a warning', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    const inference = { call_categories: 'Billing', topics: { main: 1 }, call_summary: ['Two', 'parts.'], mood: null };
    await fixture.put(outputOf(mention, CUSTOM), {
      inference_result: inference,
      matched_blueprint: { confidence: '0.95', name: ['odd'] },
    });
    const outcome = await persist(fixture, mention);
    expect(outcome).toMatchObject({
      status: 'stored',
      record: {
        analysis: {
          callSummary: 'Two\nparts.',
          categories: ['Billing'],
          blueprint: { confidence: 0.95 },
          customFields: { topics: { main: 1 }, mood: null },
          transcript: { text: 'Hello, call-7 here.' },
        },
      },
    });
    const findings = 'record' in outcome ? outcome.record.analysis?.findings : [];
    expect(warningsIn(findings).map(({ explanation }) => explanation)).toEqual([
      expect.stringContaining('inference_result.topics'),
      expect.stringContaining('matched_blueprint.name'),
    ]);
  });
});

describe('a whole custom output', () => {
  test.each([
    ['an array', ['Billing', 'refund'], { inference_result: ['Billing', 'refund'] }],
    ['a string', 'A refund.', { inference_result: 'A refund.' }],
    ['null', null, {}],
    ['an object without a result', { mood: 'calm' }, { mood: 'calm' }],
  ])('that is %s never costs the call what was said', async (_, document, customFields) => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    await fixture.put(outputOf(mention, CUSTOM), document);
    const outcome = await persist(fixture, mention);
    expect(outcome).toMatchObject({
      status: 'stored',
      record: { analysis: { customFields, transcript: { text: 'Hello, call-7 here.' } } },
    });
    const { hash, analysis } = 'record' in outcome ? outcome.record : expect.fail(outcome.reason);
    if (document !== null) expect(warningsIn(analysis?.findings)).toMatchObject([{ code: 'unexpected_value' }]);
    const reader = new ReadCall({ repository: fixture.repository, store: fixture.store });
    expect(await reader.execute(hash, { words: true })).toMatchObject({ analysis: { customFields } });
  });

  test('that is broken JSON is an error', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    await fixture.store.put(outputOf(mention, CUSTOM), new TextEncoder().encode('{"inference_result": {'));
    await expect(persist(fixture, mention)).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
  });
});

describe('a job without a word on its modality', () => {
  const outcomeOf = async (documents: Readonly<Record<string, unknown>>) => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    const paths = { standard_output_path: STANDARD, custom_output_path: CUSTOM };
    const named = Object.entries(paths).filter(([, path]) => path in documents);
    const segment = Object.fromEntries(named.map(([key, path]) => [key, outputOf(mention, path)]));
    await fixture.put(mention.resultUri, { job_id: 'outside', output_metadata: [{ segment_metadata: [segment] }] });
    for (const [path, document] of Object.entries(documents)) await fixture.put(outputOf(mention, path), document);
    return persist(fixture, mention);
  };
  const account = { account_number: '12-34-56', holder: 'Ada' };

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['a document', { [CUSTOM]: { document_class: { type: 'Statement' }, inference_result: account } }],
    ['a part of a document', { [CUSTOM]: { split_document: { page_indices: [0] }, inference_result: account } }],
    ['a document explained', { [CUSTOM]: { explainability_info: [{}], inference_result: { topics: 'rent' } } }],
    ['a document’s text', { [STANDARD]: { metadata: { semantic_modality: 'DOCUMENT' }, pages: [{}] } }],
    ['a document without metadata', { [STANDARD]: { document: {}, pages: [{}], elements: [] } }],
    [
      'an image',
      { [CUSTOM]: { matched_blueprint: { name: 'Ad scene analysis' }, inference_result: { product: 'x' } } },
    ],
    ['an image described', { [STANDARD]: { image: { summary: 'A beach.' } }, [CUSTOM]: { inference_result: {} } }],
    ['an image by its metadata', { [CUSTOM]: { metadata: { semantic_modality: 'IMAGE' }, inference_result: {} } }],
  ])('is ignored by name when it is about %s', async (_, documents) => {
    expect(await outcomeOf(documents)).toEqual({
      status: 'ignored',
      reason: expect.stringMatching(/^not an audio or video job: (IMAGE|DOCUMENT|an image or a document)$/),
    });
  });

  test.each<[string, object]>([
    ['the language spoken', { metadata: { dominant_asset_language: 'EN' }, inference_result: { mood: 'calm' } }],
    ['a summary', { inference_result: { call_summary: 'A refund.' } }],
    ['categories', { inference_result: { call_categories: null, mood: 'calm' } }],
    ['topics', { matched_blueprint: { name: 'ours' }, inference_result: { topics: ['refund'] } }],
    ['chapters of a video', { matched_blueprint: {}, chapters: [{ inference_result: { mood: 'calm' } }] }],
  ])('is a call when its custom output alone shows one by %s', async (_, document) => {
    expect(await outcomeOf({ [CUSTOM]: document })).toMatchObject({ status: 'stored', record: { state: 'completed' } });
  });
});

describe('a job beyond bounds', () => {
  /** A job of so many documents, in a store that counts what is asked of it. */
  const largeJob = async (documents: number) => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7', { kind: 'standard only' });
    const path = (index: number) => outputOf(mention, STANDARD.replace('/0/result', `/${index}/result`));
    const numbers = Array.from({ length: documents }, (_, index) => index);
    const segments = numbers.map((index) => ({ standard_output_path: path(index) }));
    await fixture.put(mention.resultUri, {
      job_id: 'outside',
      semantic_modality: 'AUDIO',
      output_metadata: [{ segment_metadata: segments }],
    });
    for (const index of numbers) await fixture.put(path(index), { audio: { summary: 'x'.repeat(100) } });
    const seen = { reads: 0, atOnce: 0, mostAtOnce: 0 };
    const store = instead<ResultStore>(fixture.store, {
      async get(uri) {
        seen.reads++;
        seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.atOnce);
        await new Promise(setImmediate);
        seen.atOnce--;
        return fixture.store.get(uri);
      },
    });
    const run = (bounds?: ReadBounds) => persist(fixture, mention, { store, ...(bounds && { bounds }) });
    return { fixture, mention, path, seen, run };
  };

  test('reads as many documents at once as it may, and no more', async () => {
    const { run, seen } = await largeJob(40);
    expect(await run({ documents: 40, bytes: 1e6, concurrency: 5 })).toMatchObject({ status: 'stored' });
    expect(seen).toEqual({ reads: 41, atOnce: 0, mostAtOnce: 5 });
    const { run: usual, seen: usually } = await largeJob(40);
    await usual();
    expect(usually.mostAtOnce).toBe(2);
  });

  test.each([
    ['documents', 30, { documents: 29, bytes: 1e6, concurrency: 3 }, 1],
    ['documents, by default', 1_001, undefined, 1],
    ['bytes of manifest', 30, { documents: 1, bytes: 1e6, concurrency: 3 }, 1],
  ])('can’t be read with too many %s, and no document of it is', async (_, documents, bounds, reads) => {
    const { run, seen, mention } = await largeJob(documents);
    const details = { uri: mention.resultUri };
    await expect(run(bounds)).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE', retryable: false, details });
    expect(seen.reads).toBe(reads);
  });

  test('can’t be read with too many bytes, and no more of it is read once that shows', async () => {
    const { run, seen, fixture } = await largeJob(30);
    const bounds = { documents: 30, bytes: 1_000, concurrency: 3 };
    await expect(run(bounds)).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { expected: expect.stringContaining('1000') },
    });
    expect(seen.reads).toBeLessThan(15);
    expect(seen.atOnce).toBe(0);
    expect(await fixture.record('call-7')).toBeUndefined();
  });

  test('leaves no read running when one document is missing', async () => {
    const { run, seen, fixture, path } = await largeJob(20);
    await fixture.store.delete(path(2));
    await expect(run()).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    expect(seen.atOnce).toBe(0);
    expect(seen.reads).toBeLessThan(8);
  });
});

describe('a manifest', () => {
  test.each(['IMAGE', 'document'])('of a job on something else (%s) is ignored', async (modality) => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    await fixture.put(mention.resultUri, { ...(await fixture.json(mention.resultUri)), semantic_modality: modality });
    expect(await persist(fixture, mention)).toEqual({ status: 'ignored', reason: expect.any(String) });
    expect(await fixture.record('call-7')).toBeUndefined();
  });

  test.each([
    ['SERVICE_ERROR', 'EARSHOT_UNAVAILABLE', 'submitted'],
    ['ClientError', 'EARSHOT_INVALID_INPUT', 'failed'],
    ['FAILED', 'EARSHOT_UNAVAILABLE', 'submitted'],
  ])(
    'that says %s fails the job, and leaves the call to another one if that may succeed',
    async (status, code, state) => {
      const fixture = new Fixture();
      const { jobId = '' } = await fixture.start('call-7');
      const mention = mentionOf(jobId, 'call-7');
      await fixture.put(mention.resultUri, {
        job_id: jobId,
        job_status: status,
        semantic_modality: 'AUDIO',
        output_metadata: [],
      });
      expect(await persist(fixture, mention)).toMatchObject({
        status: state,
        record: { state, jobs: [{ state: 'failed', failure: { code, reason: status } }] },
      });
    },
  );

  test('with a custom status that nobody has heard of is read as it stands', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('outside', 'call-7');
    const manifest = JSON.stringify(await fixture.json(mention.resultUri));
    await fixture.put(mention.resultUri, JSON.parse(manifest.replace('"MATCH"', '"FALLBACK"')));
    expect(await persist(fixture, mention)).toMatchObject({
      status: 'stored',
      record: { analysis: { categories: ['Billing'] } },
    });
  });
});

test('what a port throws is passed on, and nothing is kept', async () => {
  const fixture = new Fixture();
  const mention = await fixture.finish('outside', 'call-7');
  for (const error of [new EarshotError('EARSHOT_DENIED', 'no'), new Error('socket hang up')]) {
    const store = instead<ResultStore>(fixture.store, { get: () => Promise.reject(error) });
    await expect(persist(fixture, mention, { store })).rejects.toBe(error);
  }
  expect(await fixture.record('call-7')).toBeUndefined();
});

test('a call that is erased while its news are read again stays erased', async () => {
  const fixture = new Fixture();
  const mention = await fixture.finish('outside', 'call-7');
  await persist(fixture, mention);
  let gets = 0;
  fixture.deps.repository = instead(fixture.deps.repository, {
    get: async (hash) => {
      const record = await fixture.repository.get(hash);
      if (++gets === 1) await fixture.repository.delete(hash);
      return record;
    },
  });
  expect(await persist(fixture, { ...mention, sentAtMs: 0 })).toMatchObject({ status: 'duplicate' });
  expect(await fixture.record('call-7')).toBeUndefined();
});
