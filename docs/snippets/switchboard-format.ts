import {
  type DocumentFormat,
  documentFormat,
  EarshotError,
  type ImportedCall,
  ObjectUri,
  type TranscriptSegment,
  toTranscript,
  warningFinding,
} from '@earshot/core';

/** `0:02.5 0:04 ann> Good morning.`; nobody knows who spoke where there is no name. */
const LINE = /^(\d+:\d\d(?:\.\d+)?) (\d+:\d\d(?:\.\d+)?) (.*?)> (.*)$/;

/** Logs of a switchboard: facts about the call, an empty line, then a line for each turn. */
export const switchboardDocument: DocumentFormat = {
  name: 'switchboard',
  title: 'a switchboard log',
  suffixes: ['.log'],
  keyPattern: /(^|\/)switchboard\/[^/]+\.log$/,
  recognizes: (file) => file.text().startsWith('SWITCHBOARD '),
  read: (file) => readLog(file.text()),
};

/** What the use cases, the command line and the server work with. */
export const switchboardFormat = documentFormat(switchboardDocument);

function readLog(text: string): ImportedCall {
  const [head = '', body] = text.split(/\r?\n\r?\n/, 2);
  if (body === undefined) {
    throw new EarshotError('EARSHOT_UNREADABLE', 'the log has no turns', {
      details: { path: 'line 2', expected: 'an empty line, then turns', found: 'the end of the file' },
    });
  }
  const {
    call,
    began = '',
    recording,
    ...others
  } = Object.fromEntries([...head.matchAll(/^(\w+): (.*?)\r?$/gm)].map(([, name, value]) => [name, value] as const));
  const lines = body.split(/\r?\n/).filter((line) => line !== '');
  const turns = lines.flatMap(turnIn);
  const { transcript, findings } = toTranscript(turns);
  const lost = lines.length - turns.length;
  const explanation = `lines without times, a name and a text, which are left out: ${lost}`;
  const warnings = lost === 0 ? [] : [warningFinding({ code: 'bad_line', explanation })];
  const nothing = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [] };
  return {
    callId: call,
    recordedAtMs: Number.isNaN(Date.parse(began)) ? undefined : Date.parse(began),
    mediaUri: ObjectUri.safeParse(recording).data,
    analysis: { ...nothing, transcript, findings: [...findings, ...warnings], customFields: others },
  };
}

function turnIn(line: string): Omit<TranscriptSegment, 'index'>[] {
  const [, start = '', end = '', speaker = '', text] = LINE.exec(line) ?? [];
  if (text === undefined) return [];
  return [{ startMs: millisecondsOf(start), endMs: millisecondsOf(end), text, ...(speaker !== '' && { speaker }) }];
}

function millisecondsOf(time: string): number {
  const [minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Math.round((minutes * 60 + seconds) * 1_000);
}
