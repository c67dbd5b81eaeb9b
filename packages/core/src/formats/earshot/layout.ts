import type { Copies } from '../../model/analysis.js';
import { ObjectUri } from '../../model/uri.js';
import type { JobPlace, ResultLayout } from '../result-format.js';

/** The name of the document in its job's folder, and below `redacted/` that of its redacted copy. */
export const DOCUMENT_NAME = 'earshot-analysis.json';

/** The folder of the redacted copy, within the job's. */
export const REDACTED = 'redacted/';

const IN_JOB = /^(.*\/)?(?!redacted\/)([^/]+)\/(?:redacted\/)?earshot-analysis\.json$/s;

/** Where the documents of {@link earshotFormat} are. */
export const earshotLayout: ResultLayout = { name: 'earshot', jobAt };

function jobAt(path: string): JobPlace | undefined {
  // Nearly all paths are of other formats, and a look at their ends is cheap.
  if (!path.endsWith(DOCUMENT_NAME)) return undefined;
  const [, before = '', job] = IN_JOB.exec(path) ?? [];
  if (job === undefined) return undefined;
  const output = `${before}${job}/`;
  return { job, before, output, result: output + DOCUMENT_NAME };
}

/**
 * Where the document of a job, or its redacted copy, belongs.
 * @param outputUri the folder of the job, with or without a trailing slash
 */
export function earshotDocumentUri(outputUri: ObjectUri, copies: Copies = 'original'): ObjectUri {
  const folder = outputUri.replace(/\/+$/, '');
  return ObjectUri.parse(`${folder}/${copies === 'redacted' ? REDACTED : ''}${DOCUMENT_NAME}`);
}
