import './sources.ts';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput } from '@earshot/adapters-aws';
import type { CapacityFigures } from '../packages/adapters-aws/test/dynamodb/capacity.ts';
import { type Effort, type Figure, round } from './measure.ts';
import { startServer } from './server.ts';

/**
 * `capacity-store`: the capacity units of all saves of a call's life among 100,000 calls, to those among 1,000.
 * `capacity-page`: those of a page of 50; of all calls, of a state, of a category, or of a range of time, whichever
 * grows most. What the table holds is really there when they are measured.
 */
export async function* capacityBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const { measureCapacity } = await import('../packages/adapters-aws/test/dynamodb/capacity.ts');
  const [fewCalls, manyCalls] = effort.smoke ? [250, 1_000] : [1_000, 100_000];
  const { child, connection } = await startServer('./capacity-child.ts');
  const bare = new DynamoDBClient(connection);
  const client = DynamoDBDocumentClient.from(bare);
  const startedMs = performance.now();
  const among = async (calls: number) => {
    const tableName = `calls-${calls}`;
    await bare.send(new CreateTableCommand(createTableInput(tableName)));
    return measureCapacity({ client, tableName, calls });
  };
  try {
    const [few, many] = [await among(fewCalls), await among(manyCalls)];
    const conditions = `at ${manyCalls} calls and at ${fewCalls}, ${Math.round((performance.now() - startedMs) / 1000)} s`;
    yield storeFigure(few, many, conditions);
    yield pageFigure(few, many, conditions);
  } finally {
    bare.destroy();
    child.kill();
  }
}

function storeFigure(few: CapacityFigures, many: CapacityFigures, conditions: string): Figure {
  const [at, of] = [unitsPerCall(many), unitsPerCall(few)];
  const note = `${at} to ${of} units for the saves of a call ${conditions}`;
  return { name: 'capacity-store', value: round(at / of), limit: 1.0, better: 'lower', note };
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
