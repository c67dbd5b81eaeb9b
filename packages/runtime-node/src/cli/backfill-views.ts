import { printable, printableJson } from '@earshot/core';
import type { Backfilled } from '../backfill/backfill.js';
import type { Problem } from '../backfill/candidate.js';
import { type Effort, estimate, type Survey } from '../backfill/estimate.js';
import { type Stream, styled, table } from './terminal.js';

const SHOWN = 20;
const GIB = 1_024 ** 3;

/** What a backfill would enqueue, and what the analyses would take. */
export function surveyText(stream: Stream, counted: Survey, effort: Effort | undefined, json: boolean): string {
  const { recordings, bytes, passed, problems } = counted;
  const takes = effort && estimate(recordings, effort);
  if (json) return printableJson({ recordings, bytes, passed, problems, ...(takes && { ...takes, ...effort }) });
  const facts: [name: string, value: string][] = [['recordings', String(recordings)]];
  if (bytes > 0) facts.push(['size', `${(bytes / GIB).toFixed(bytes < GIB ? 3 : 1)} GiB`]);
  if (effort !== undefined && takes !== undefined) {
    const { jobs, secondsPerJob, minutesPerCall, usdPerMinute } = effort;
    facts.push(['hours', `${takes.hours.toFixed(1)} (${jobs} analyses at a time, ${secondsPerJob} s each)`]);
    facts.push(['cost', `${takes.usd.toFixed(2)} USD (${minutesPerCall} min a call, ${usdPerMinute} USD a minute)`]);
  }
  for (const [why, count] of Object.entries(passed)) facts.push([why, `${count}, left out`]);
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => `${styled(stream, 'bold', name.padEnd(width))}  ${value}`);
  return [...lines, ...problemLines(problems)].join('\n');
}

/** How a backfill went. */
export function backfilledText(stream: Stream, { counts, problems, isComplete }: Backfilled, json: boolean): string {
  if (json) return printableJson({ counts, problems, isComplete });
  const rows = Object.entries(counts).map(([outcome, count]) => [outcome, String(count)]);
  if (rows.length === 0) return 'no recordings to enqueue';
  const columns = ['Outcome', 'Recordings'].map((heading) => ({ heading, share: 0 }));
  return [table(stream, columns, rows), ...problemLines(problems)].join('\n');
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  const lines = problems
    .slice(0, SHOWN)
    .map(({ label, code, reason }) => `  ${printable(`${label}: ${code}: ${reason}`)}`);
  return problems.length > SHOWN ? [...lines, `  and ${problems.length - SHOWN} more`] : lines;
}
