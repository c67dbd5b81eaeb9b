import './sources.ts';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput, INSIGHTS_TABLE, type TableDefinition } from '@earshot/adapters-aws';
import type { CapacityFigures } from '../packages/adapters-aws/test/dynamodb/capacity.ts';
import type { InsightCapacity } from '../packages/adapters-aws/test/dynamodb/insight-capacity.ts';
import { type Effort, type Figure, round } from './measure.ts';
import { startServer } from './server.ts';

/** Segments of a call of 5 minutes. */
const FIVE_MINUTES = 60;
/** Calls of 5 minutes among which their saves and pages are measured. */
const LONGER_CALLS = 400;

/**
 * - `capacity-store`: the write units of all saves of the life of a call of 5 minutes.
 * - `capacity-page-category`: the read units of a page of 50 by category to those of a page of all, of such calls.
 * - `capacity-growth`: the units of all saves of a call among 100,000 calls, to those among 1,000.
 * - `capacity-page`: those of a page of 50; of all calls, of a state, of a category, or of a range of time, whichever
 *   grows most.
 * - `capacity-oldest`: the read units for the next 20 calls to start among 100,000 that wait, to those among 100.
 * - `insights-page-units`: the read units for the newest 50 of 100,000 insights to those of 1,000; of all, of a status or of an
 *   agent, whichever grows most.
 *
 * What the table holds is really there when they are measured.
 */
export async function* capacityBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const { measureCapacity, measureOldest } = await import('../packages/adapters-aws/test/dynamodb/capacity.ts');
  const { measureInsightCapacity } = await import('../packages/adapters-aws/test/dynamodb/insight-capacity.ts');
  const [fewCalls, manyCalls] = effort.smoke ? [250, 1_000] : [1_000, 100_000];
  const [fewWaiting, manyWaiting] = effort.smoke ? [100, 1_000] : [100, 100_000];
  const { child, connection } = await startServer('./capacity-child.ts');
  const bare = new DynamoDBClient(connection);
  const client = DynamoDBDocumentClient.from(bare);
  const startedMs = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedMs) / 1000)} s`;
  let tables = 0;
  const createTable = async (definition?: TableDefinition) => {
    const tableName = `calls-${tables++}`;
    await bare.send(new CreateTableCommand(createTableInput(tableName, definition)));
    await waitUntilTableExists(
      { client: bare, maxWaitTime: 60, minDelay: 0.05, maxDelay: 0.1 },
      { TableName: tableName },
    );
    return tableName;
  };
  const among = async (calls: number, segments?: number) =>
    measureCapacity({ client, tableName: await createTable(), calls, ...(segments && { segments }) });
  const waiting = async (calls: number) => measureOldest({ client, tableName: await createTable(), waiting: calls });
  try {
    const longer = await among(LONGER_CALLS, FIVE_MINUTES);
    yield storeFigure(longer);
    yield categoryFigure(longer);
    const [few, many] = [await among(fewCalls), await among(manyCalls)];
    const conditions = `at ${manyCalls} calls and at ${fewCalls}`;
    yield growthFigure(few, many, `${conditions}, ${seconds()}`);
    yield pageFigure(few, many, conditions);
    const [ofFew, ofMany] = [await waiting(fewWaiting), await waiting(manyWaiting)];
    const note = `${ofMany} to ${ofFew} units at ${manyWaiting} waiting calls and at ${fewWaiting}, ${seconds()}`;
    yield { name: 'capacity-oldest', value: round(ofMany / ofFew), limit: 1.0, better: 'lower', note };
    const coached = async (insights: number) =>
      measureInsightCapacity({ client, tableName: await createTable(INSIGHTS_TABLE), insights });
    yield insightsFigure(await coached(fewCalls), await coached(manyCalls), `at ${manyCalls} and ${fewCalls} insights`);
  } finally {
    bare.destroy();
    child.kill();
  }
}

function storeFigure({ perCall }: CapacityFigures): Figure {
  const { tableWriteUnits, indexWriteUnits, readUnits } = perCall;
  const note = `write units: ${tableWriteUnits} of the table, ${indexWriteUnits} of indexes; and ${readUnits} read units`;
  const value = round(tableWriteUnits + indexWriteUnits);
  return { name: 'capacity-store', value, limit: 43, better: 'lower', note };
}

function categoryFigure({ perPage }: CapacityFigures): Figure {
  const [category, all] = [perPage.category.readUnits, perPage.all.readUnits];
  const note = `${category} to ${all} read units for a page of 50 calls of 5 minutes`;
  return { name: 'capacity-page-category', value: round(category / all), limit: 1.5, better: 'lower', note };
}

function growthFigure(few: CapacityFigures, many: CapacityFigures, conditions: string): Figure {
  const [at, of] = [unitsPerCall(many), unitsPerCall(few)];
  const note = `${at} to ${of} units for the saves of a call ${conditions}`;
  return { name: 'capacity-growth', value: round(at / of), limit: 1.0, better: 'lower', note };
}

function unitsPerCall({ perCall }: CapacityFigures): number {
  return perCall.tableWriteUnits + perCall.indexWriteUnits + perCall.readUnits;
}

function pageFigure(few: CapacityFigures, many: CapacityFigures, conditions: string): Figure {
  const listings = Object.keys(few.perPage) as (keyof CapacityFigures['perPage'])[];
  const pages = listings.map((listing) => {
    const [at, of] = [many.perPage[listing].readUnits, few.perPage[listing].readUnits];
    return { ratio: at / of, words: `${listing} ${at} to ${of}` };
  });
  const value = round(Math.max(...pages.map(({ ratio }) => ratio)));
  const note = `units for a page ${conditions}: ${pages.map(({ words }) => words).join(', ')}`;
  return { name: 'capacity-page', value, limit: 1.0, better: 'lower', note };
}

function insightsFigure(few: InsightCapacity, many: InsightCapacity, conditions: string): Figure {
  const listings = Object.keys(few.perPage) as (keyof InsightCapacity['perPage'])[];
  const pages = listings.map((listing) => {
    const [at, of] = [many.perPage[listing], few.perPage[listing]];
    return { ratio: at / of, words: `${listing} ${at} to ${of}` };
  });
  const value = round(Math.max(...pages.map(({ ratio }) => ratio)));
  const note = `read units for a page ${conditions}: ${pages.map(({ words }) => words).join(', ')}`;
  return { name: 'insights-page-units', value, limit: 1.0, better: 'lower', note };
}
