import { deflateSync, inflateSync } from 'node:zlib';
import { type CallOverview, isEarshotError } from '@earshot/core';
import { OVERVIEW_ATTRIBUTES } from './calls-table.js';
import type { Item } from './item.js';
import { readItem } from './record-item.js';

/**
 * The attribute of a pointer that holds a copy of its call's overview: one of those that the indexes carry, since what an
 * existing index carries can't be changed.
 */
export const POINTER_OVERVIEW = 'details';

/**
 * Text as overviews have it, from which the compression starts: it saves a third, and keeps most pointers below the kilobyte
 * that DynamoDB charges for. A copy that was made with another text can't be read, and pages look at its call's item
 * instead, so change this only together with much else.
 */
const DICTIONARY = Buffer.from(
  [
    '"redacted":true,"kind":"earshot","segmentCount":"channels":2,"codec":"pcm","segmentIndices":"language":{"dominant":"',
    '"call_categories":["],"topics":["],"custom_fields":"{\\"","metadata":"{\\"","call_summary":"The customer calls because ',
    'The agent and the customer ","audio_summary":"',
    '"analysis_facts":"{\\"language\\":{\\"dominant\\":\\"EN\\"},\\"mediaFacts\\":{\\"kind\\":\\"audio\\",\\"durationMs\\":',
    '\\"sampleRateHz\\":8000},\\"statistics\\":{\\"wordCount\\":},\\"blueprint\\":{\\"name\\":\\"\\",\\"confidence\\":0.',
    '},\\"sources\\":[{\\"uri\\":\\"s3://transcription-outputs/0/standard_output/0/result.json\\",\\"kind\\":\\"standard\\",',
    '\\"redacted\\":false},{\\"uri\\":\\"s3://0/custom_output/0/result.json\\",\\"kind\\":\\"custom\\",\\"redacted\\":false}]}"',
    '"details":{"recordedAtSource":"message","history":[{"state":"submitted","atMs":17},{"state":"analyzing","atMs":17,"jobId":"',
    '},{"state":"completed","atMs":17,"jobId":""}],"jobs":[{"jobId":"","state":"succeeded","reference":"arn:aws:bedrock:us-east-1:',
    ':data-automation-invocation/","startedAtMs":17,"finishedAtMs":17,"copies":"original","outputUri":"s3://"}],"media":{"eTag":"',
    '","sizeBytes":,"sequencer":"00"}},"state":"completed","revision":3,"created_at":"202-T:.Z","updated_at":"202-T:.Z",',
    '{"hash":"","epchdatetimestamp":17,"call_id":"","s3_input_uri":"s3:///uploads/.wav",',
  ].join(''),
);

/** A copy of the overview in a call's item. */
export function overviewCopy(item: Item): Uint8Array {
  const names = ['hash', ...OVERVIEW_ATTRIBUTES].filter((name) => name in item);
  const json = JSON.stringify(Object.fromEntries(names.map((name) => [name, item[name]])));
  return deflateSync(json, { dictionary: DICTIONARY });
}

/** Reads the copy in a pointer; `undefined` where it has none that can be read. */
export function readOverviewCopy(pointer: Item): CallOverview | undefined {
  const copy = pointer[POINTER_OVERVIEW];
  if (!(copy instanceof Uint8Array)) return undefined;
  try {
    return readItem(JSON.parse(inflateSync(copy, { dictionary: DICTIONARY }).toString())).overview;
  } catch (error) {
    const expected = isEarshotError(error, 'EARSHOT_UNREADABLE') || error instanceof SyntaxError || isZlibError(error);
    if (!expected) throw error;
    return undefined;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_|^ERR_BUFFER/.test(String(error.code));
}
