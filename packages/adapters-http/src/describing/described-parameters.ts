import * as z from 'zod/mini';
import {
  AgentParameters,
  AgentsParameters,
  CallParameters,
  FormatParameters,
  ImportParameters,
  InsightsParameters,
  JobsParameters,
  ListParameters,
  RecordingParameters,
  SearchParameters,
  SummaryParameters,
} from '../serving/parameters.js';
import { EXAMPLE_INSIGHT_ID } from './coaching-examples.js';
import { EXAMPLE_HASH, EXAMPLE_JOB_NAME } from './examples.js';

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
      'Adds data that is read from the result documents because the record does not contain it: `words` of each segment, and `moderation` scores. Separate them with commas.',
    example: ['words', 'moderation'],
  },
};

const FROM_DESCRIPTION = 'Recorded at this time or later. A plain date is its first moment in UTC.';
const TO_DESCRIPTION = 'Recorded before this time. A plain date is its first moment in UTC, so that day is excluded.';
const NEXT_TOKEN = {
  description: "The previous page's `nextToken`. It is valid only with the same filters and order.",
};

const OF_THE_LIST: Readonly<Record<keyof ListParameters, ParameterNote>> = {
  category: { description: "One of the call's categories, whole, in any letter case.", example: 'Billing' },
  topic: { description: "One of the call's topics, whole, in any letter case.", example: 'refund' },
  agent: { description: "The name of the call's agent, whole, in any letter case.", example: 'Zoe' },
  customer: { description: "The name of the call's customer, whole, in any letter case.", example: 'Ms Dunn' },
  state: { description: 'Where the call stands.', example: 'completed' },
  sentiment: { description: 'The sentiment of the call as a whole.', example: 'negative' },
  understood: { description: '`false`: calls that were not understood. `true`: all others.', example: false },
  from: { description: FROM_DESCRIPTION, example: '2026-09-01' },
  to: { description: TO_DESCRIPTION, example: '2026-09-14T12:00:00Z' },
  minDurationMs: { description: 'At least this long. Calls whose length is unknown are left out.', example: 60_000 },
  maxDurationMs: { description: 'Shorter than this. Calls whose length is unknown are left out.', example: 3_600_000 },
  text: {
    description:
      'Words and `"phrases"` that must all occur in the call id, aliases, summaries, categories, topics or transcript, in any order and letter case, also inside longer words. At most 32.',
    example: 'refund "charged twice"',
  },
  sort: {
    description:
      'The order. `longest` and `shortest`: by the length of the recording. `most-negative`: by the score of the sentiment. Calls ' +
      'whose length or score is unknown come last.',
    example: 'longest',
  },
  pageSize: { description: 'At most this many calls.', example: 50 },
  nextToken: NEXT_TOKEN,
  callId: {
    description: 'Returns this one call, complete, instead of a list. Can be combined only with `include`.',
    example: 'call-2026-09-14-0042',
  },
  hash: { description: 'Returns the call with this hash, in the same way.', example: EXAMPLE_HASH },
  ...OF_A_CALL,
};

/** Query parameters of one call. */
export const CALL_QUERY: DescribedParameters = { schemas: CallParameters.shape, notes: OF_A_CALL };

/** Query parameters of the list. */
export const LIST_QUERY: DescribedParameters = { schemas: ListParameters.shape, notes: OF_THE_LIST };

const { pageSize: _, nextToken: __, callId: ___, hash: ____, include: _____, ...filterNotes } = OF_THE_LIST;
const OF_THE_SUMMARY: Readonly<Record<keyof SummaryParameters, ParameterNote>> = {
  ...filterNotes,
  by: { description: 'Adds counts for each day, or for each week (from Monday).', example: 'week' },
  timeZone: {
    description: 'The time zone of the days: a name of the tz database. Default: `UTC`.',
    example: 'Europe/Berlin',
  },
};

/** What is asked of the summary. */
export const SUMMARY_QUERY: DescribedParameters = { schemas: SummaryParameters.shape, notes: OF_THE_SUMMARY };

/** What is said of a transcript that is sent. */
export const IMPORT_QUERY: DescribedParameters = {
  schemas: ImportParameters.shape,
  notes: {
    fileName: {
      description:
        'For a transcript: its file name, without folders. It becomes the call id if the transcript contains none; without either, the id is derived from the content. With this parameter, the body is never read as a start message.',
      example: 'call-0042.vtt',
    },
  },
};

/** Query parameters of a recording. */
export const RECORDING_QUERY: DescribedParameters = {
  schemas: RecordingParameters.shape,
  notes: {
    copy: {
      description:
        '`playable` (the default): a copy, if browsers do not play the recording. `original`: the recording as it is.',
      example: 'playable',
    },
  },
};

/** Query parameters of a call in a format. */
export const FORMAT_QUERY: DescribedParameters = {
  schemas: FormatParameters.shape,
  notes: {
    format: {
      description:
        '`json`, `markdown` (summary, facts, topics, transcript), `vtt` or `srt` (captions), or `txt` (only the words). Takes precedence over `Accept`.',
      example: 'markdown',
    },
  },
};

/** What names a file in a signed URL. */
export const FILE_NAME: DescribedParameters = {
  schemas: { file: z.string() },
  notes: { file: { description: 'As in the signed URL, whose query has the signature.' } },
};

/** The path parameter that names a call. */
export const CALL_NAME: DescribedParameters = {
  schemas: { hash: z.string() },
  notes: { hash: { description: "The call's hash, or its call id, percent-encoded.", example: EXAMPLE_HASH } },
};

/** The path parameter that names a note. */
export const NOTE_NAME: DescribedParameters = {
  schemas: { ...CALL_NAME.schemas, id: z.string() },
  notes: { ...CALL_NAME.notes, id: { description: "The note's id.", example: '4' } },
};

const OF_INSIGHTS: Readonly<Record<keyof InsightsParameters, ParameterNote>> = {
  ruleset: { description: 'Only insights of this ruleset; `*`: of all.', example: 'support' },
  agent: {
    description: "Only insights about this agent, by exact name; `Unknown` where it isn't known.",
    example: 'Zoe',
  },
  status: { description: 'The current status of the insight.', example: 'pending' },
  priority: { description: 'The priority of the insight.', example: 'high' },
  type: { description: 'Such as `improvement`, `praise`, `observation` or `training`.', example: 'improvement' },
  category: { description: 'What it is about.', example: 'empathy' },
  call: { description: 'Of this call: its hash, or its call id.', example: EXAMPLE_HASH },
  from: {
    description: "The call's result was stored at this time or later. A plain date is its first moment in UTC.",
    example: '2026-09-01',
  },
  to: {
    description: "The call's result was stored before this time. A plain date is its first moment in UTC.",
    example: '2026-09-14T12:00:00Z',
  },
  pageSize: { description: 'At most this many insights.', example: 50 },
  nextToken: NEXT_TOKEN,
};

/** Query parameters of the list of insights. */
export const INSIGHTS_QUERY: DescribedParameters = { schemas: InsightsParameters.shape, notes: OF_INSIGHTS };

/** The path parameter that names an insight. */
export const INSIGHT_NAME: DescribedParameters = {
  schemas: { id: z.string() },
  notes: { id: { description: "The insight's id.", example: EXAMPLE_INSIGHT_ID } },
};

const OF_A_SEARCH: Readonly<Record<keyof SearchParameters, ParameterNote>> = {
  q: {
    description:
      'What to find, 1–1,000 characters. `"…"` is a phrase, `word*` finds words that begin with `word`, and `-word` excludes moments that contain it.',
    example: 'wants her money back',
  },
  by: {
    description:
      '`words`: moments that contain the words. `meaning`: moments with a similar meaning. `both`: both rankings, merged.',
    example: 'both',
  },
  from: { description: FROM_DESCRIPTION, example: '2026-09-01' },
  to: { description: TO_DESCRIPTION, example: '2026-09-14T12:00:00Z' },
  category: { description: "One of the call's categories, exactly.", example: 'Billing' },
  agent: { description: 'In calls of this agent, by its exact name.', example: 'Zoe' },
  speaker: { description: 'The label or the role of the speaker.', example: 'customer' },
  call: { description: 'In this call: its hash, or its call id.', example: EXAMPLE_HASH },
  groupBy: { description: '`call`: moments of the same call follow each other.', example: 'call' },
  pageSize: { description: 'At most this many moments.', example: 50 },
  nextToken: { description: "The previous page's `nextToken`. It is valid only with the same query." },
};

/** Query parameters of a search. */
export const SEARCH_QUERY: DescribedParameters = { schemas: SearchParameters.shape, notes: OF_A_SEARCH };

/** Query parameters of the list of agents. */
export const AGENTS_QUERY: DescribedParameters = {
  schemas: AgentsParameters.shape,
  notes: { pageSize: { description: 'At most this many agents.', example: 50 }, nextToken: NEXT_TOKEN },
};

/** Query parameters of the server. */
export const HEALTH_QUERY: DescribedParameters = {
  schemas: { queues: z.optional(z.string()) },
  notes: {
    queues: {
      description: 'Adds the state of the queues, for callers with the scope `read`. It needs no value.',
      example: '',
    },
  },
};

/** Query parameters of the list of jobs. */
export const JOBS_QUERY: DescribedParameters = {
  schemas: JobsParameters.shape,
  notes: {
    state: { description: 'The state of the jobs.', example: 'running' },
    pageSize: { description: 'At most this many jobs.', example: 50 },
    nextToken: NEXT_TOKEN,
  },
};

/** The path parameter that names a job to read. */
export const JOB_NAME: DescribedParameters = {
  schemas: { id: z.string() },
  notes: {
    id: {
      description: "The job's id; or a call's hash or call id, percent-encoded, for its current job.",
      example: EXAMPLE_JOB_NAME,
    },
  },
};

/** The path parameter that names a job to change. */
export const JOB_ID: DescribedParameters = {
  schemas: { id: z.string() },
  notes: { id: { description: "The job's id, `<hash>.<attempt>`.", example: EXAMPLE_JOB_NAME } },
};

/** The path parameter that names a queue. */
export const QUEUE_NAME: DescribedParameters = {
  schemas: { queue: z.string() },
  notes: { queue: { description: "The queue's name as `GET /dead-letters` has it.", example: 'messages' } },
};

/** The path parameter that names an agent. */
export const AGENT_NAME: DescribedParameters = {
  schemas: { name: z.string() },
  notes: { name: { description: "The agent's name as `GET /agents` has it, percent-encoded.", example: 'Zoe' } },
};

/** Query parameters of an agent. */
export const AGENT_QUERY: DescribedParameters = {
  schemas: AgentParameters.shape,
  notes: {
    from: { description: FROM_DESCRIPTION, example: '2026-09-01' },
    to: { description: TO_DESCRIPTION, example: '2026-09-14T12:00:00Z' },
  },
};
