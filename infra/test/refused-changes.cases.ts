import { CALLS_TABLE } from '@earshot/adapters-aws/dynamodb';
import { describe, expect, it } from 'vitest';
import { refusedChanges } from '../lib/commands/refused-changes.ts';
import { CHECKED_IN, OPTIONS, PLAIN } from './combinations.ts';
import { synthesise } from './synthesis.ts';
import { type Found, one, type Template } from './template.ts';

const plain = synthesise(PLAIN).template;

/** The plain template after a change of one resource. */
function changed(type: string, id: string, change: (properties: Found['Properties']) => object): Template {
  const found = one(plain, type, id);
  const { id: name, ...resource } = found;
  const Properties = { ...resource.Properties, ...change(structuredClone(resource.Properties)) };
  return { ...plain, Resources: { ...plain.Resources, [name]: { ...resource, Properties } } };
}

const indexesAfter = (change: (indexes: Found['Properties'][]) => Found['Properties'][]) =>
  changed('DynamoDB::Table', 'Calls', ({ GlobalSecondaryIndexes }) => ({
    GlobalSecondaryIndexes: change(GlobalSecondaryIndexes as Found['Properties'][]),
  }));

describe('a change that would be refused', () => {
  it.each<[string, Template, RegExp]>([
    ['of the kind of API', synthesise(OPTIONS['a REST API with IAM']).template, /^api\.kind: /],
    ['of the key of the table', changed('DynamoDB::Table', 'Calls', () => ({ KeySchema: [] })), /key schema/],
    ['of the name of the table', changed('DynamoDB::Table', 'Calls', () => ({ TableName: 'calls' })), /TableName/],
    ['of the name of a bucket', changed('S3::Bucket', 'Media', () => ({ BucketName: 'calls' })), /BucketName/],
    [
      'of what an index carries',
      indexesAfter(([first, ...rest]) => [
        { ...first, Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['call_id'] } },
        ...rest,
      ]),
      /calls-by-time.*projection/,
    ],
    ['of two indexes at once', indexesAfter(([first]) => [first as Found['Properties']]), /one per update/],
    ['of the shards of lists', synthesise({ ...PLAIN, table: { indexShards: 4 } }).template, /^table\.indexShards: 8/],
  ])('%s is found, and nothing else is', (_, after, reason) => {
    const reasons = refusedChanges(plain, after);
    expect(reasons.length).toBeGreaterThan(0);
    for (const each of reasons) expect(each).toMatch(reason);
  });
});

describe('a change that CloudFormation makes', () => {
  it.each<[string, Template, Template]>([
    ['nothing at all', plain, plain],
    ['one more index', indexesAfter((all) => all.slice(0, -1)), plain],
    [
      'the order of what an index carries',
      plain,
      indexesAfter((all) =>
        all.map(({ Projection, ...index }) => ({
          ...index,
          Projection: {
            ...Projection,
            ...(Projection.NonKeyAttributes && { NonKeyAttributes: [...Projection.NonKeyAttributes].reverse() }),
          },
        })),
      ),
    ],
    ['search and coaching', plain, synthesise(OPTIONS['search and coaching']).template],
  ])('%s passes', (_, before, after) => {
    expect(refusedChanges(before, after)).toEqual([]);
  });
});

it('what the indexes of deployed tables carry stays: new fields of lists go into "details"', () => {
  const carried = CALLS_TABLE.GlobalSecondaryIndexes.map(({ IndexName, Projection }) => [
    IndexName,
    'NonKeyAttributes' in Projection ? [...Projection.NonKeyAttributes].sort().join(' ') : 'keys',
  ]);
  const overview =
    'analysis_facts audio_summary call_categories call_id call_summary created_at custom_fields details epchdatetimestamp metadata revision s3_input_uri state topics updated_at';
  expect(carried).toEqual([
    ['calls-by-time', overview],
    ['calls-by-state', overview],
    ['calls-due', 'keys'],
  ]);
});

it('no deletion is prevented while a stack that keeps its data is created, but nothing of it goes later', () => {
  const unprotected = synthesise(CHECKED_IN.prod, { isNew: true });
  const then = synthesise(CHECKED_IN.prod);
  const protection = ({ template }: typeof then) =>
    one(template, 'DynamoDB::Table', 'Calls').Properties['DeletionProtectionEnabled'];
  expect([protection(unprotected), unprotected.terminationProtection]).toEqual([false, false]);
  expect([protection(then), then.terminationProtection]).toEqual([true, true]);
  expect(refusedChanges(unprotected.template, then.template)).toEqual([]);
});
