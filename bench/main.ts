import { styleText } from 'node:util';
import { batchBenchmarks } from './batch.bench.ts';
import { capacityBenchmarks } from './capacity.bench.ts';
import { coldBenchmarks } from './cold/cold.bench.ts';
import { httpBenchmarks } from './http.bench.ts';
import { ingestBenchmarks } from './ingest.bench.ts';
import { languageBenchmarks } from './language.bench.ts';
import type { Effort, Figure } from './measure.ts';
import { pageBenchmarks } from './pages.bench.ts';
import { pipelineBenchmarks } from './pipeline.bench.ts';
import { queueBenchmarks } from './queue.bench.ts';
import { readBenchmarks } from './read.bench.ts';
import { searchBenchmarks } from './search.bench.ts';
import { speechBenchmarks } from './speech.bench.ts';
import { workerBenchmarks } from './worker.bench.ts';

const BENCHMARKS: Readonly<Record<string, (effort: Effort) => Promise<Figure[]>>> = {
  read: readBenchmarks,
  pipeline: pipelineBenchmarks,
  page: pageBenchmarks,
  list: httpBenchmarks,
  ingest: ingestBenchmarks,
  worker: workerBenchmarks,
  batch: batchBenchmarks,
  capacity: capacityBenchmarks,
  cold: coldBenchmarks,
  queue: queueBenchmarks,
  search: searchBenchmarks,
  language: languageBenchmarks,
  speech: speechBenchmarks,
};

const args = process.argv.slice(2);
const effort: Effort = { smoke: args.includes('--smoke') };
const chosen = args.filter((arg) => !arg.startsWith('--'));
const figures: Figure[] = [];
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (chosen.length === 0 || chosen.includes(name)) figures.push(...(await run(effort)));
}
if (args.includes('--json')) console.log(JSON.stringify(figures));
else for (const line of tableOf(figures)) console.log(line);

function tableOf(rows: readonly Figure[]): string[] {
  return rows.map(({ name, value, limit, better, note }) => {
    const met = better === 'lower' ? value <= limit : value >= limit;
    const bound = `${better === 'lower' ? '≤' : '≥'} ${limit}`;
    return `${name.padEnd(18)} ${String(value).padStart(8)}  ${bound.padEnd(7)} ${met ? styleText('green', 'met   ') : styleText('red', 'missed')}  ${note}`;
  });
}
