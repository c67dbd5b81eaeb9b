import { csvCell } from '@earshot/core';
import type { Call } from './calls.ts';
import { earshot } from './client.ts';
import { type ApiAnswer, problemOf } from './loaded.ts';

/** The columns of `earshot export --format csv` that a list of calls has, and who took part. */
const COLUMNS = [
  ['call_id', (call) => call.call_id],
  ['hash', (call) => call.hash],
  ['recorded_at', (call) => call.recorded_at],
  ['state', (call) => call.state],
  ['duration_ms', (call) => call.media?.duration_ms],
  ['agent', (call) => call.agent],
  ['customer', (call) => call.customer],
  ['sentiment', (call) => call.sentiment?.label],
  ['understood', (call) => call.understood],
  ['not_understood_reason', (call) => call.not_understood_reason],
  ['confidence', (call) => call.confidence],
  ['language', (call) => call.language?.dominant],
  ['call_categories', (call) => call.call_categories.join('; ')],
  ['topics', (call) => call.topics.join('; ')],
  ['call_summary', (call) => call.call_summary],
  ['audio_summary', (call) => call.audio_summary],
  ['failure', (call) => call.failure?.reason],
] as const satisfies readonly (readonly [string, (call: Call) => string | number | boolean | undefined])[];

const PAGE_SIZE = 100;

/**
 * All calls that a query lists, on however many pages, as CSV by RFC 4180.
 * @param onCount gets how many there are so far
 * @throws Error what the server answers, in words for people
 */
export async function callsCsv(
  query: Readonly<Record<string, unknown>>,
  onCount: (count: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const rows: string[] = [rowOf(COLUMNS.map(([name]) => name))];
  let nextToken: string | null = null;
  do {
    const asked = { ...query, pageSize: PAGE_SIZE, ...(nextToken !== null && { nextToken }) };
    const answer: ApiAnswer<{ items: Call[]; pagination: { nextToken: string | null } }> = await earshot.GET(
      '/analytics',
      {
        params: { query: asked },
        signal,
      },
    );
    if (answer.data === undefined) throw new Error(problemOf(answer));
    for (const call of answer.data.items) rows.push(rowOf(COLUMNS.map(([, read]) => read(call))));
    onCount(rows.length - 1);
    nextToken = answer.data.pagination.nextToken;
  } while (nextToken !== null);
  return rows.join('');
}

function rowOf(values: readonly unknown[]): string {
  return `${values.map((value) => csvCell(String(value ?? ''))).join(',')}\r\n`;
}
