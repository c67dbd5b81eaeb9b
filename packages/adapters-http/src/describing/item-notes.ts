import type { AnalyticsItem } from '@earshot/core';

const WHOLE = 'Only of one call, not in lists.';

/** What each field of a call says. */
export const ITEM_NOTES: Readonly<Record<keyof AnalyticsItem, string>> = {
  hash: "The call's identity: the MD5 of its call id.",
  epchdatetimestamp: 'When the call was recorded, epoch milliseconds.',
  call_id: "The caller's own name for the call.",
  aliases: 'Other names of the call: those of further files with the same recording.',
  recording_uri: 'The recording.',
  results_uri: "The folder of the last job's result documents, or its only document.",
  s3_input_uri: 'An earlier name of `recording_uri`.',
  s3_output_uri: 'An earlier name of `results_uri`.',
  bedrock_status: 'Only of calls that Bedrock Data Automation analyzes. Prefer `state`.',
  bedrock_invocation_arn: 'Only of calls that Bedrock Data Automation analyzes. Prefer `job_reference`.',
  understood:
    '`false` where what was said could not be recognized reliably. Such a call has no summary, categories, topics or sentiment. In `segments`, `false` marks the segments whose text should not be relied on.',
  not_understood_reason: 'Why the call was not understood, for people.',
  confidence: 'How likely the words of the call were recognized correctly, 0-1. Segments and words may have their own.',
  call_summary: "The summary written to the blueprint's instruction.",
  call_categories: 'What kind of call it is.',
  topics: 'What it is about, in a word or two each.',
  transcript: `What was said, as one text. ${WHOLE}`,
  audio_summary: "The analyzer's own summary.",
  topic_summary: `The summaries of its topics, a line each. ${WHOLE}`,
  created_at: 'When it became known.',
  updated_at: 'When anything about it last changed.',
  recorded_at: 'When it was recorded.',
  recorded_at_source:
    'How that time is known: from the start message, the name of the recording, the time its file was written, or the time of sending.',
  state: 'Where the call stands.',
  state_history: 'How it came there, oldest first.',
  job_id: 'The last job.',
  job_reference: "The analyzer's longer name for the last job, such as an ARN.",
  attempts: 'How many jobs there were.',
  failure: 'Why it failed.',
  start_retry:
    'Only of a submitted call whose job could not be started, such as for a missing permission, or failed and is retried: why, how often, and when it is tried again (`at`). A submitted call without it waits for a free job.',
  metadata: 'What the start message said besides.',
  language: 'The languages of the call, as the analyzer writes them.',
  media: 'Facts of the recording.',
  statistics: 'Counts the analyzer reports.',
  blueprint: 'What shaped the custom fields.',
  custom_fields: 'What the blueprint returned besides the fields here, by its own names.',
  sources: 'The result documents this was read from.',
  speakers: `The labels of those who speak. ${WHOLE}`,
  segments: `What was said, turn by turn. Words only when asked for by \`include=words\`. ${WHOLE}`,
  topic_segments: `The stretches of the call about one thing each. ${WHOLE}`,
  moderation: `How likely speech is objectionable. Only when asked for by \`include=moderation\`. ${WHOLE}`,
  sensitive_data: `Where personal data was found: in the transcript, or where \`found_in\` says. ${WHOLE}`,
  findings: `What was found or looked for in vain, each with how it is known and the words that say so. ${WHOLE}`,
};
