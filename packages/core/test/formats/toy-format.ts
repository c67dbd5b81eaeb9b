import { type DocumentFormat, documentFormat, type ImportedCall, toTranscript } from '../../src/index.js';

/** `TOY <call id>` and a line `<start ms> <end ms> <speaker or ->: <text>` for each segment. */
export const toyDocument: DocumentFormat = {
  name: 'toy',
  title: 'a toy transcript',
  suffixes: ['.toy'],
  keyPattern: /(^|\/)toys\/[^/]+\.toy$/,
  recognizes: (file) => file.text().startsWith('TOY '),
  read: async (file): Promise<ImportedCall> => {
    const [first = '', ...lines] = file.text().trim().split('\n');
    const [, callId] = first.split(' ');
    const segments = lines.map((line) => {
      const [, start, end, speaker = '-', text = ''] = /^(\d+) (\d+) (\S+): (.*)$/.exec(line) ?? [];
      return { startMs: Number(start), endMs: Number(end), text, ...(speaker === '-' ? {} : { speaker }) };
    });
    const { transcript, findings } = toTranscript(segments);
    const empty = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [] };
    return { callId, recordedAtMs: 0, analysis: { ...empty, transcript, findings: [...findings], customFields: {} } };
  },
};

export const toyFormat = documentFormat(toyDocument);
