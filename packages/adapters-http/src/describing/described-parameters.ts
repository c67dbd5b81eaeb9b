import * as z from 'zod/mini';
import { CallParameters, ImportParameters, ListParameters } from '../serving/parameters.js';
import { EXAMPLE_HASH } from './examples.js';

interface ParameterNote {
  readonly description: string;
  readonly example?: unknown;
}

/** Parameters by their names, and what is said of each. */
export interface DescribedParameters {
  readonly schemas: Readonly<Record<string, z.core.$ZodType>>;
  readonly notes: Readonly<Record<string, ParameterNote>>;
}

const OF_A_CALL: Readonly<Record<keyof CallParameters, ParameterNote>> = {
  include: {
    description:
      'Adds what is not kept on the record but read from the result documents: `words` of each segment, and `moderation` ' +
      'scores. Separated by commas.',
    example: ['words', 'moderation'],
  },
};

const OF_THE_LIST: Readonly<Record<keyof ListParameters, ParameterNote>> = {
  category: { description: "One of the call's categories, exactly.", example: 'Billing' },
  topic: { description: "One of the call's topics, exactly.", example: 'refund' },
  state: { description: 'Where the call stands.', example: 'completed' },
  understood: { description: '`false`: calls that were not understood. `true`: all others.', example: false },
  from: {
    description: 'Recorded at this time or later. A plain date is its first moment in UTC.',
    example: '2026-09-01',
  },
  to: {
    description: 'Recorded before this time. A plain date is its first moment in UTC, so that day is not in.',
    example: '2026-09-14T12:00:00Z',
  },
  text: {
    description: 'Found in call id, summaries, categories, topics or transcript, in any letter case.',
    example: 'double charge',
  },
  pageSize: { description: 'At most this many calls.', example: 50 },
  nextToken: { description: "The previous page's `nextToken`. It fits the same filters only." },
  callId: {
    description: 'Answers this one call, whole, instead of a list. Goes with `include` alone.',
    example: 'call-2026-09-14-0042',
  },
  hash: { description: 'Answers the call with this hash, whole, likewise.', example: EXAMPLE_HASH },
  ...OF_A_CALL,
};

/** What is asked of one call. */
export const CALL_QUERY: DescribedParameters = { schemas: CallParameters.shape, notes: OF_A_CALL };

/** What is asked of the list. */
export const LIST_QUERY: DescribedParameters = { schemas: ListParameters.shape, notes: OF_THE_LIST };

/** What is said of a transcript that is sent. */
export const IMPORT_QUERY: DescribedParameters = {
  schemas: ImportParameters.shape,
  notes: {
    fileName: {
      description:
        'Of a transcript: the name of its file, without folders. Names the call if the transcript has no id of its own; without ' +
        'both, the content does. With it, a body is never a start message.',
      example: 'call-0042.vtt',
    },
  },
};

/** What names a call in a path. */
export const CALL_NAME: DescribedParameters = {
  schemas: { hash: z.string() },
  notes: { hash: { description: "The call's hash, or its call id, percent-encoded.", example: EXAMPLE_HASH } },
};
