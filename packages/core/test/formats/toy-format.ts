import {
  type DocumentFormat,
  documentFormat,
  type ImportedCall,
  type ObjectUri,
  toTranscript,
} from '../../src/index.js';

/** `TOY <call id> <recording>`, both optional, and a line `<start ms> <end ms> <speaker or ->: <text>` for each segment. */
export const toyDocument: DocumentFormat = {
  name: 'toy',
  title: 'a toy transcript',
  suffixes: ['.toy'],
  keyPattern: /(^|\/)toys\/[^/]+\.toy$/,
  recognizes: (file) => file.text().startsWith('TOY '),
  read: async (file): Promise<ImportedCall> => {
    const [first = '', ...lines] = file.text().trim().split('\n');
    const [, callId, mediaUri] = first.split(' ') as [string, string?, ObjectUri?];
    const segments = lines.map((line) => {
      const [, start, end, speaker = '-', text = ''] = /^(\d+) (\d+) (\S+): (.*)$/.exec(line) ?? [];
      return { startMs: Number(start), endMs: Number(end), text, ...(speaker === '-' ? {} : { speaker }) };
    });
    const { transcript, findings } = toTranscript(segments);
    const empty = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [] };
    const analysis = { ...empty, transcript, findings: [...findings], customFields: {} };
    return { callId, mediaUri, recordedAtMs: 0, analysis };
  },
};

export const toyFormat = documentFormat(toyDocument);
