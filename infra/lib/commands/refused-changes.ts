import { isDeepStrictEqual } from 'node:util';

/** A template, as far as changes of it are looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}
type Properties = Readonly<Record<string, unknown>>;

interface Index {
  readonly IndexName: string;
  readonly KeySchema: unknown;
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
}

/**
 * The changes between a deployed template and its successor that CloudFormation would refuse halfway, or that would leave
 * calls behind where nothing looks for them. Each is a sentence with the way out.
 */
export function refusedChanges(before: Template, after: Template): readonly string[] {
  return Object.entries(after.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const old = before.Resources[id];
    if (old === undefined) return [];
    if (old.Type !== Type) return [typeChanged(id, old.Type, Type)];
    if (Type === 'AWS::DynamoDB::Table') return tableChanges(old.Properties ?? {}, Properties);
    if (Type === 'AWS::S3::Bucket') return nameChange('BucketName', old.Properties ?? {}, Properties);
    if (Type === 'AWS::Lambda::Function') return shardsChange(id, old.Properties ?? {}, Properties);
    return [];
  });
}

function typeChanged(id: string, before: string, after: string): string {
  if (/^AWS::ApiGateway(V2)?::/.test(before)) {
    return `api.kind: ${id} is ${before} and would become ${after}, which CloudFormation can't change. Set api.kind back; for an API of the other kind deploy another environment with its own prefix, and set its table.existing to this one's table.`;
  }
  return `${id} is ${before} and would become ${after}, which CloudFormation can't change. Deploy the version of Earshot that it was made with, or another environment.`;
}

function nameChange(property: string, before: Properties, after: Properties): string[] {
  if (isDeepStrictEqual(before[property], after[property])) return [];
  const [from, to] = [before[property], after[property]].map((name) => JSON.stringify(name));
  return [
    `${property} ${from} would become ${to}: another, empty one. Set project, environment and region back; for another name deploy another environment.`,
  ];
}

function tableChanges(before: Properties, after: Properties): string[] {
  const name = String(after['TableName']);
  const renamed = nameChange('TableName', before, after);
  if (renamed.length > 0) return renamed;
  const wayOut = `Restore the table under another name with the keys and indexes of this version, and set table.existing to it (docs/deploying.md, "Restoring").`;
  if (!isDeepStrictEqual(before['KeySchema'], after['KeySchema'])) {
    return [`the key schema of the table ${name} would change, which takes another table. ${wayOut}`];
  }
  const [old, next] = [indexesOf(before), indexesOf(after)];
  const changed = [...next].filter(([index, one]) => old.has(index) && !isSameIndex(old.get(index), one));
  const added = [...next.keys()].filter((index) => !old.has(index));
  const removed = [...old.keys()].filter((index) => !next.has(index));
  return [
    ...changed.map(
      ([index]) =>
        `the index ${index} of the table ${name} would have other keys or another projection, which DynamoDB can't change. Give the index another name, so that it is added beside the old one. ${wayOut}`,
    ),
    ...(added.length + removed.length > 1
      ? [
          `the table ${name} would gain or lose ${added.length + removed.length} indexes (${[...added, ...removed].join(', ')}); DynamoDB takes one per update. Deploy the versions of Earshot in between one after the other.`,
        ]
      : []),
  ];
}

function indexesOf(properties: Properties): ReadonlyMap<string, Index> {
  const indexes = (properties['GlobalSecondaryIndexes'] ?? []) as readonly Index[];
  return new Map(indexes.map((index) => [index.IndexName, index]));
}

function isSameIndex(one: Index | undefined, other: Index): boolean {
  const comparable = (index: Index | undefined) => ({
    keys: index?.KeySchema,
    type: index?.Projection.ProjectionType,
    // Their order says nothing.
    attributes: [...(index?.Projection.NonKeyAttributes ?? [])].sort(),
  });
  return isDeepStrictEqual(comparable(one), comparable(other));
}

function shardsChange(id: string, before: Properties, after: Properties): string[] {
  const [old, next] = [before, after].map(
    ({ Environment }) => (Environment as { Variables?: Properties } | undefined)?.Variables?.['EARSHOT_INDEX_SHARDS'],
  );
  // Every function has it: one report is enough.
  if (old === undefined || old === next || !id.startsWith('Retrieval')) return [];
  return [
    `table.indexShards: ${old} would become ${next}, and lists would lack the calls that are stored. Set it back to ${old}.`,
  ];
}
