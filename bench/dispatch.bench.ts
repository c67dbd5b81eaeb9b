import './sources.ts';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  MemoryAudioAnalyzer,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import { CallId, createUseCases, DEFAULT_LAYOUT, type JobSlots, ObjectUri, objectUri } from '@earshot/core';
import type { BulkUploadReport } from '../packages/core/test/simulation/bulk-upload.ts';
import { type Effort, type Figure, round } from './measure.ts';

/** How long the analyzer takes over a request to start a job. */
const START_MS = 100;

/**
 * `dispatch-busy` and `dispatch-refusals`: job slots in use while calls wait, and refused starts to starts, when 100,000 calls
 * are uploaded at once; the worse of two runs, one with lists of calls that lag behind saves. `dispatch-rate`: starts per second of one dispatcher with free slots.
 */
export async function* dispatchBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  yield await rateFigure(effort.smoke ? 30 : 300);
  const { uploadInBulk } = await import('../packages/core/test/simulation/bulk-upload.ts');
  const { BULK_UPLOAD, bulkUploadOf } = await import('../packages/core/test/simulation/bulk-upload-plan.ts');
  const plan = effort.smoke ? bulkUploadOf(20_000) : BULK_UPLOAD;
  const prompt = await uploadInBulk({ ...plan, indexLagMs: 0 });
  const lagging = await uploadInBulk(plan);
  const quotas = plan.quotas.map(({ quota }) => quota).join(', ');
  const upload = `${plan.calls} calls at once, quotas of ${quotas} jobs, ${Math.round(lagging.hours)} simulated hours`;
  const figure = (share: (report: BulkUploadReport) => number, worse: (a: number, b: number) => number) => {
    const values = [round(share(prompt)), round(share(lagging))] as const;
    const note = `${upload}; ${values[0]} without a lag of the index, ${values[1]} with ${plan.indexLagMs} ms`;
    return { value: worse(...values), note };
  };
  const busy = figure(({ busyShare }) => busyShare, Math.min);
  const refused = figure(({ refusals, starts }) => refusals / starts, Math.max);
  yield { name: 'dispatch-busy', limit: 0.95, better: 'higher', ...busy };
  yield { name: 'dispatch-refusals', limit: 0.05, better: 'lower', ...refused };
}

async function rateFigure(count: number): Promise<Figure> {
  const [analyzer, repository, state] = [
    new MemoryAudioAnalyzer(),
    new MemoryRecordRepository(),
    new MemorySharedState(),
  ];
  const start = analyzer.start.bind(analyzer);
  analyzer.start = async (request) => {
    await wait(START_MS);
    return start(request);
  };
  const hex = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest('hex');
  const jobs: JobSlots = { expected: 1_000 };
  const { startAnalysis, dispatchJobs } = createUseCases({
    analyzer,
    repository,
    state,
    store: new MemoryResultStore(),
    digests: { md5Hex: hex('md5'), sha256Hex: hex('sha256') },
    now: () => new Date(),
    outputs: objectUri('results', DEFAULT_LAYOUT.outputsPrefix),
    layout: DEFAULT_LAYOUT,
    sign: (text) => text,
    jobs,
  });
  await state.write('dispatch', { backlog: true }, 0);
  for (let index = 0; index < count; index++) {
    const media = { uri: ObjectUri.parse(`s3://media/${index}.wav`) };
    const recordedAt = { ms: Date.now(), source: 'transport' } as const;
    await startAnalysis.execute({ callId: CallId.parse(`call-${index}`), media, recordedAt });
  }
  const startedMs = performance.now();
  const end = await dispatchJobs.execute({ timeLeftMs: 60_000 });
  const seconds = (performance.now() - startedMs) / 1_000;
  if (end !== 'done' || analyzer.jobs.length !== count) throw new Error(`${analyzer.jobs.length} starts, then ${end}`);
  const note = `${count} starts of ${START_MS} ms each`;
  return { name: 'dispatch-rate', value: round(count / seconds), limit: 15, better: 'higher', note };
}
