import { type CallOverview, type CallRecord, currentJob, type RecordState } from '../../model/record.js';
import { locationOf } from '../../model/uri.js';

/** A call's state as Bedrock Data Automation's readers know it. */
export const BEDROCK_STATUSES = ['SUBMITTED', 'IN_PROGRESS', 'SUCCESS', 'NO_MATCH', 'FAILED'] as const;

const STATUS: Readonly<Record<RecordState, (typeof BEDROCK_STATUSES)[number]>> = {
  submitted: 'SUBMITTED',
  analyzing: 'IN_PROGRESS',
  completed: 'SUCCESS',
  no_match: 'NO_MATCH',
  failed: 'FAILED',
};

/** The members of an item that speak of Bedrock: none of a call that it has nothing to do with. */
export function bedrockNames(record: CallRecord | CallOverview) {
  const reference = currentJob(record)?.reference;
  const arn = reference?.startsWith('arn:') ? { bedrock_invocation_arn: reference } : {};
  return { ...arn, ...(isBedrocks(record) ? { bedrock_status: STATUS[record.state] } : {}) };
}

/** Before its documents say who analyzed a call, one whose objects are in Amazon S3 counts as Bedrock's. */
function isBedrocks({ media, analysis, jobs }: CallRecord | CallOverview): boolean {
  const sources = analysis?.sources ?? [];
  const uris = [media?.uri, ...jobs.map(({ outputUri }) => outputUri), ...sources.map(({ uri }) => uri)];
  return (
    uris.every((uri) => uri === undefined || locationOf(uri).scheme === 's3') &&
    sources.every(({ kind }) => kind === 'standard' || kind === 'custom')
  );
}
