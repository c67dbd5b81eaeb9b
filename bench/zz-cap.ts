import './sources.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput } from '@earshot/adapters-aws';
const { measureCapacity } = await import('../packages/adapters-aws/test/dynamodb/capacity.ts');
const child = fork(new URL('./capacity-server-child.ts', import.meta.url), [], { env: {} });
const [connection] = await once(child, 'message');
const client = new DynamoDBClient(connection as object);
for (const calls of process.argv.slice(2).map(Number)) {
  await client.send(new CreateTableCommand(createTableInput(`calls-${calls}`)));
  const t = performance.now();
  const f = await measureCapacity({ client: DynamoDBDocumentClient.from(client), tableName: `calls-${calls}`, calls });
  console.log(calls, ((performance.now() - t)/1000).toFixed(1), JSON.stringify(f), process.memoryUsage.rss()/1e6);
}
client.destroy(); child.kill();
