/* What an engineer writes by hand, with the SDK and nothing else: the newest calls, or one with its transcript. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const s3 = new S3Client({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env['EARSHOT_TABLE'];

async function one(hash: string) {
  const { Item } = await table.send(new GetCommand({ TableName, Key: { hash } }));
  if (Item?.['overflow_uri'] === undefined) return Item;
  const [Bucket, ...key] = Item['overflow_uri'].slice('s3://'.length).split('/');
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key.join('/') }));
  return { ...Item, ...JSON.parse((await Body?.transformToString()) ?? '{}') };
}

async function newest(limit: number) {
  const lists = await Promise.all(
    Array.from({ length: 8 }, (_, shard) =>
      table.send(
        new QueryCommand({
          TableName,
          IndexName: 'calls-by-time',
          KeyConditionExpression: 'listing = :listing',
          ExpressionAttributeValues: { ':listing': `all#${shard}` },
          Limit: limit,
        }),
      ),
    ),
  );
  const items = lists.flatMap(({ Items = [] }) => Items);
  return items.sort((a, b) => b['epchdatetimestamp'] - a['epchdatetimestamp']).slice(0, limit);
}

export async function handler(event: {
  rawPath: string;
  pathParameters?: { hash: string };
  queryStringParameters?: { pageSize?: string };
}) {
  const hash = event.pathParameters?.hash;
  const items =
    hash === undefined ? await newest(Number(event.queryStringParameters?.pageSize ?? 20)) : [await one(hash)];
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'ok', count: items.length, items }),
  };
}
