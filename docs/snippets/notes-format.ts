import { EarshotError, ObjectUri, type ResultFormat, readDocument } from '@earshot/core';

/** Notes that somebody took during a call: a file `NAME.notes`, the recording on the first line, then `WHO: what was said`. */
export const notesFormat: ResultFormat = {
  name: 'notes',
  jobAt(path) {
    const [, before = '', job] = /^(.*\/)?([^/]+)\.notes$/s.exec(path) ?? [];
    return job === undefined ? undefined : { job, before, output: path, result: path };
  },
  placeOf: (_bytes, name) => (name.endsWith('.notes') ? name : undefined),
  async read(uri, { store, copies }) {
    if (copies === 'redacted') {
      throw new EarshotError('EARSHOT_NOT_REDACTED', `${uri}: notes have no redacted copies`, { retryable: false });
    }
    const { mediaUri, segments } = await readDocument(store, uri, notesIn);
    const transcript = { text: segments.map(({ text }) => text).join(' '), segments };
    const nothing = {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
    };
    const sources = [{ uri, kind: 'notes', redacted: false }];
    return { state: 'completed', mediaUri, analysis: { ...nothing, transcript, sources } };
  },
};

function notesIn(bytes: Uint8Array) {
  const [first = '', ...lines] = new TextDecoder().decode(bytes).trim().split('\n');
  const mediaUri = ObjectUri.safeParse(first).data;
  const segments = lines.map((line, index) => {
    const [, speaker, text = ''] = /^(\w+): (.+)$/.exec(line) ?? [];
    if (speaker !== undefined) return { index, speaker, text, startMs: 0, endMs: 0 };
    throw new EarshotError('EARSHOT_UNREADABLE', `line ${index + 2}: expected "WHO: what was said"`, {
      details: { path: `line ${index + 2}`, expected: 'WHO: what was said', found: 'other text' },
    });
  });
  return { mediaUri, segments };
}
