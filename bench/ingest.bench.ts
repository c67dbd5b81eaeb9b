import { spawn } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customDocument, manifestDocument, standardDocument } from './documents.ts';
import type { Effort, Figure } from './measure.ts';
import { round } from './measure.ts';

const BIN = fileURLToPath(new URL('../packages/runtime-node/bin/earshot.js', import.meta.url));
const REPORT_PEAK = 'data:text/javascript,process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';

/** `ingest-rss`: a bucket of calls of four and a half minutes; every job shares the bytes of one document on disk. */
export async function* ingestBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const count = effort.smoke ? 200 : 10_000;
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const standard = join(folder, 'standard.bytes');
  const custom = join(folder, 'custom.bytes');
  await writeFile(standard, standardDocument(4.4));
  await writeFile(custom, customDocument());
  for (let index = 0; index < count; index++) {
    const jobId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const place = `transcription-outputs/call-${index}/${jobId}`;
    const job = join(folder, place);
    await mkdir(join(job, '0/standard_output/0'), { recursive: true });
    await mkdir(join(job, '0/custom_output/0'), { recursive: true });
    await link(standard, join(job, '0/standard_output/0/result.json'));
    await link(custom, join(job, '0/custom_output/0/result.json'));
    await writeFile(join(job, 'job_metadata.json'), manifestDocument(`s3://results/${place}/`, jobId));
  }
  const startedMs = performance.now();
  const { peakMb, stored } = await ingest(join(folder, 'transcription-outputs'), join(folder, 'data'));
  const seconds = (performance.now() - startedMs) / 1000;
  await rm(folder, { recursive: true });
  if (stored !== count) throw new Error(`${stored} of ${count} calls were stored`);
  const note = `MB peak over ${count} calls, ${Math.round(count / seconds)} calls/s`;
  yield { name: 'ingest-rss', value: round(peakMb), limit: 300, better: 'lower', note };
}

/** Ingests a folder, in a process of its own. */
export function ingest(
  folder: string,
  data: string,
  options: readonly string[] = [],
): Promise<{ peakMb: number; stored: number }> {
  return new Promise((resolve, reject) => {
    const args = ['--import', REPORT_PEAK, BIN, 'ingest', '--json', ...options, folder, '--data', data];
    const child = spawn(process.execPath, args, { env: {} });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const peakKb = Number(/peak (\d+)/.exec(stderr)?.[1]);
      if (code !== 0 || Number.isNaN(peakKb)) reject(new Error(`earshot ingest ended with ${code}: ${stderr}`));
      else resolve({ peakMb: peakKb / 1024, stored: JSON.parse(stdout.trim().split('\n').at(-1) ?? '').stored });
    });
  });
}
