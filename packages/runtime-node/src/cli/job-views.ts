import type { JobResponse } from '@earshot/adapters-http';
import { dayTime, percent, printable } from '@earshot/core';
import { type Stream, table } from './terminal.js';

const BAR_CELLS = 10;

/** Jobs as a table, a line each. */
export function jobsTable(stream: Stream, jobs: readonly JobResponse[]): string {
  const columns = [
    { heading: 'Since (UTC)', share: 0 },
    { heading: 'State', share: 0 },
    { heading: 'Progress', share: 0 },
    { heading: 'Call', share: 2 },
    { heading: 'Attempt', share: 0 },
    { heading: 'Why', share: 3 },
  ];
  const rows = jobs.map((job) => [
    dayTime(job.stages[0]?.started_at ?? job.updated_at),
    stateOf(job),
    barOf(job),
    job.call_id,
    String(job.attempt),
    whyOf(job),
  ]);
  return table(stream, columns, rows);
}

/** A job as a line, for logs. */
export function jobLine(job: JobResponse): string {
  const { progress } = job;
  const far = progress === null || job.state !== 'running' ? '' : ` ${percent(progress)}`;
  const why = whyOf(job);
  return printable(`${job.call_id} (attempt ${job.attempt}): ${stateOf(job)}${far}${why === '' ? '' : `: ${why}`}`);
}

function stateOf({ state, stage }: JobResponse): string {
  return state === 'running' && stage !== undefined ? stage : state;
}

function barOf({ state, progress }: JobResponse): string {
  if (state !== 'running' || progress === null) return '';
  const done = Math.round(progress * BAR_CELLS);
  return `${'█'.repeat(done)}${'░'.repeat(BAR_CELLS - done)} ${percent(progress)}`;
}

function whyOf({ failure, start_retry: retry }: JobResponse): string {
  if (failure !== undefined) return `${failure.code}: ${failure.reason}`;
  return retry === undefined ? '' : `tried again at ${dayTime(retry.at)}: ${retry.code}: ${retry.reason}`;
}
