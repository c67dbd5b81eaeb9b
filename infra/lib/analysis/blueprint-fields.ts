import { CALL_CATEGORIES } from '@earshot/core';

interface Field {
  readonly type: 'string' | 'boolean' | 'number' | 'array';
  readonly instruction: string;
}

const FIELDS: Readonly<Record<string, Field>> = {
  call_summary: {
    type: 'string',
    instruction: 'Summarise the call in two or three sentences: why it was made, what was said, how it ended.',
  },
  call_categories: {
    type: 'array',
    instruction: `Every category that fits what the call is about, spelled as here, and no other: ${CALL_CATEGORIES.join('; ')}.`,
  },
  topics: {
    type: 'array',
    instruction: 'The main topics of the call, each in one to three words, most important first.',
  },
};

const RICH_FIELDS: Readonly<Record<string, Field>> = {
  caller_sentiment: {
    type: 'string',
    instruction: "The caller's mood over the call: positive, neutral, negative or mixed.",
  },
  agent_sentiment: {
    type: 'string',
    instruction: "The agent's mood over the call: positive, neutral, negative or mixed.",
  },
  issue_resolved: {
    type: 'boolean',
    instruction: 'Whether what the caller called about was settled by the end of the call.',
  },
  caller_satisfaction: {
    type: 'number',
    instruction: 'How satisfied the caller seems at the end, from 1 (not at all) to 5 (very).',
  },
  agent_actions: { type: 'array', instruction: 'What the agent did during the call, each in a few words.' },
  pending_actions: { type: 'array', instruction: 'What was promised for after the call, each in a few words.' },
  escalation_requested: {
    type: 'boolean',
    instruction: 'Whether the caller asked for a supervisor or threatened to complain.',
  },
  products: { type: 'array', instruction: 'Products and services that are named in the call.' },
};

/** The schema of the audio blueprint: what is asked of each call beyond the standard output. */
export function blueprintSchema(rich: boolean): object {
  const fields = Object.entries({ ...FIELDS, ...(rich ? RICH_FIELDS : {}) });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    class: 'ConversationalAnalytics',
    description: 'A recorded telephone call between a caller and an agent',
    type: 'object',
    properties: Object.fromEntries(
      fields.map(([name, { type, instruction }]) => [
        name,
        { type, ...(type === 'array' ? { items: { type: 'string' } } : {}), inferenceType: 'inferred', instruction },
      ]),
    ),
  };
}
