/* A data folder of a version before Earshot had a format of its own. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEFAULT_LAYOUT,
  HandleDelivery,
  type JobId,
  type ObjectUri,
  objectUri,
  PersistResult,
  processDeliveries,
  ReadCall,
  RecordFailure,
  StartAnalysis,
} from '@earshot/core';
import { expect, test } from 'vitest';
import { analysisDocuments } from '../../src/analysis/analysis-documents.js';
import type { TranscribedCall } from '../../src/analysis/transcription-messages.js';
import { openLocal } from '../../src/open-local.js';
import { bdaDocuments } from './bda-documents.js';
import { transcribedCall } from './transcribed-call.js';

const hex = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest('hex');
const digests = { md5Hex: hex('md5'), sha256Hex: hex('sha256') };

/** What that version knew: not how sure the words are. */
const CALL = withoutConfidence(transcribedCall());

function withoutConfidence({ transcription, ...call }: TranscribedCall): TranscribedCall {
  const { confidence: _, segments, ...known } = transcription;
  return { ...call, transcription: { ...known, segments: segments.map(({ confidence: _, ...said }) => said) } };
}

test('opens, and what was under way in it ends as it would have, with the same analysis as today', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-old-'));
  const local = await openLocal({ folder });
  try {
    const encoder = new TextEncoder();
    const outputs = objectUri('results', DEFAULT_LAYOUT.outputsPrefix, 'local');
    const jobOf = (call: string) => ({
      jobId: `job-${call}` as JobId,
      mediaUri: `local://recordings/${call}.wav` as ObjectUri,
      outputUri: `${outputs}${call}` as ObjectUri,
    });
    const put = (uri: ObjectUri, document: object) => local.store.put(uri, encoder.encode(JSON.stringify(document)));
    const [old, today] = [jobOf('old'), jobOf('today')];
    const manifestUri = `${old.outputUri}/${old.jobId}/job_metadata.json` as ObjectUri;
    for (const { uri, document } of bdaDocuments(manifestUri, old, CALL)) await put(uri, document);
    for (const { uri, document } of analysisDocuments(today, CALL)) await put(uri, document);
    // As that version announced it, and as this one does.
    const resultUri = `${today.outputUri}/${today.jobId}/earshot-analysis.json`;
    local.source.enqueue(JSON.stringify({ earshotEvent: 'job_finished', manifestUri, mediaUri: old.mediaUri }));
    local.source.enqueue(JSON.stringify({ earshotEvent: 'job_finished', resultUri, mediaUri: today.mediaUri }));

    const now = () => new Date();
    const { records: repository, sharedState: state, store, analyzer } = local;
    const deps = { repository, state, store, analyzer, digests, now, outputs };
    const handler = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis(deps),
      persistResult: new PersistResult(deps),
      recordFailure: new RecordFailure(deps),
    });
    const statuses: string[] = [];
    await processDeliveries({
      source: local.source,
      handle: (delivery) => handler.execute(delivery),
      maxReceives: 1,
      onReport: ({ items }) => {
        statuses.push(...items.map(({ status }) => status));
        if (statuses.length === 2) void local.source.close();
      },
    });
    expect(statuses).toEqual(['stored', 'stored']);

    const analysisOf = async ({ jobId }: { jobId: JobId }, words: boolean) => {
      const call = await local.records.findByJob(jobId);
      const record = call && (await new ReadCall(deps).execute(call.hash, { words }));
      if (record?.analysis === undefined) throw new TypeError(`job ${jobId} became no call`);
      const { sources, ...analysis } = record.analysis;
      return { ...analysis, findings: new Set(analysis.findings), sources: sources.map(({ kind }) => kind) };
    };
    for (const words of [false, true]) {
      const { sources, ...oldAnalysis } = await analysisOf(old, words);
      expect(sources).toEqual(['standard', 'custom']);
      expect({ ...oldAnalysis, sources: ['analysis'] }).toEqual(await analysisOf(today, words));
    }
  } finally {
    await local.close();
    rmSync(folder, { recursive: true });
  }
});
