import { batchBenchmarks } from './batch.bench.ts';
import { capacityBenchmarks } from './capacity.bench.ts';
import { coachBenchmarks } from './coach.bench.ts';
import { coldBenchmarks } from './cold/cold.bench.ts';
import { dispatchBenchmarks } from './dispatch.bench.ts';
import { foreignBenchmarks } from './foreign.bench.ts';
import { httpBenchmarks } from './http.bench.ts';
import { ingestBenchmarks } from './ingest.bench.ts';
import { insightBenchmarks } from './insights.bench.ts';
import { languageBenchmarks } from './language.bench.ts';
import type { Effort } from './measure.ts';
import { missingForPages, pageBrowserBenchmarks } from './page-browser/page-browser.bench.ts';
import { pageBenchmarks } from './pages.bench.ts';
import { pipelineBenchmarks } from './pipeline.bench.ts';
import { queueBenchmarks } from './queue.bench.ts';
import { readBenchmarks } from './read.bench.ts';
import { rescoreBenchmarks } from './rescore.bench.ts';
import { resultLagBenchmarks } from './result-lag.bench.ts';
import { runBenchmarks, type Section } from './run-benchmarks.ts';
import { searchBenchmarks } from './search.bench.ts';
import { seekBenchmarks } from './seek.bench.ts';
import { missingForSpeech, speechBenchmarks } from './speech.bench.ts';
import { uploadBenchmarks } from './upload.bench.ts';
import { workerBenchmarks } from './worker.bench.ts';

const SECTIONS: Readonly<Record<string, Section>> = {
  read: { run: readBenchmarks },
  pipeline: { run: pipelineBenchmarks },
  page: { run: pageBenchmarks },
  list: { run: httpBenchmarks },
  seek: { run: seekBenchmarks },
  upload: { run: uploadBenchmarks },
  ingest: { run: ingestBenchmarks },
  foreign: { run: foreignBenchmarks },
  coach: { run: coachBenchmarks },
  insights: { run: insightBenchmarks },
  rescore: { run: rescoreBenchmarks },
  worker: { run: workerBenchmarks },
  batch: { run: batchBenchmarks },
  dispatch: { run: dispatchBenchmarks },
  result: { run: resultLagBenchmarks },
  capacity: { run: capacityBenchmarks },
  cold: { run: coldBenchmarks },
  queue: { run: queueBenchmarks },
  search: { run: searchBenchmarks },
  'page-browser': { run: pageBrowserBenchmarks, missingPackages: missingForPages },
  language: { run: languageBenchmarks },
  speech: { run: speechBenchmarks, missingPackages: missingForSpeech },
};

const args = process.argv.slice(2);
const effort: Effort = { smoke: args.includes('--smoke') };
const asJson = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !(name in SECTIONS));
if (unknown.length > 0)
  throw new Error(`no section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}`);
const chosen = Object.entries(SECTIONS).filter(([name]) => names.length === 0 || names.includes(name));
const { figures, failed } = await runBenchmarks(Object.fromEntries(chosen), effort, {
  figure: asJson ? console.error : console.log,
  problem: console.error,
});
if (asJson) console.log(JSON.stringify(figures));
if (failed.length > 0) console.error(`without figures, or not all of them: ${failed.join(', ')}`);
// What a section that failed has left running must not keep the process.
process.exit(failed.length === 0 ? 0 : 1);
