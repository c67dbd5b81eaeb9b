import type { JobResponse } from '@earshot/adapters-http';
import { percent, printable } from '@earshot/core';
import { type Stream, styleOfState, table } from './terminal.js';
import { timeHeading, timeText, zonedTimeText } from './times.js';

const BAR_CELLS = 10;

/** Jobs as a table, a line each. */
export function jobsTable(stream: Stream, jobs: readonly JobResponse[]): string {
  const columns = [
    { heading: timeHeading(stream, 'Since'), share: 0 },
    { heading: 'State', share: 0, styleOf: styleOfState },
    { heading: 'Progress', share: 0 },
    { heading: 'Call', share: 2 },
    { heading: 'Attempt', share: 0 },
    { heading: 'Why', share: 3 },
  ];
  const rows = jobs.map((job) => [
    timeText(stream, job.stages[0]?.started_at ?? job.updated_at),
    stateOf(job),
    barOf(job),
    job.call_id,
    String(job.attempt),
    whyOf(stream, job),
  ]);
  return table(stream, columns, rows);
}

/** A job as a line, for logs. */
export function jobLine(stream: Stream, job: JobResponse): string {
  const { progress } = job;
  const far = progress === null || job.state !== 'running' ? '' : ` ${percent(progress)}`;
  const why = whyOf(stream, job);
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

function whyOf(stream: Stream, { failure, start_retry: retry }: JobResponse): string {
  if (failure !== undefined) return `${failure.code}: ${failure.reason}`;
  return retry === undefined ? '' : `tried again at ${zonedTimeText(stream, retry.at)}: ${retry.code}: ${retry.reason}`;
}
