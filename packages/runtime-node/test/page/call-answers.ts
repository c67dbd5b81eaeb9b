import type { Page, Route } from 'playwright-core';

/** A call with as many segments of two seconds as asked for, as the API answers. Two people take turns. */
export function longCall(hash: string, segmentCount: number, changes: Readonly<Record<string, unknown>> = {}) {
  const words = ['Hello, is anyone there?', 'Yes, you reach the violin shop.', 'My card is 4111 1111.', 'Thank you.'];
  return {
    hash,
    call_id: `call-${hash}`,
    epchdatetimestamp: 1_789_380_000_000,
    recorded_at: '2026-09-14T10:00:00.000Z',
    created_at: '2026-09-14T10:00:00.000Z',
    updated_at: '2026-09-14T10:00:00.000Z',
    recorded_at_source: 'message',
    state: 'completed',
    state_history: [],
    attempts: 1,
    call_categories: ['Orders'],
    topics: ['violin'],
    call_summary: 'A customer asks for a violin.',
    media: { kind: 'audio', duration_ms: segmentCount * 2_000 },
    participants: [
      { label: 'spk_0', role: 'customer', role_source: 'phrases', evidence: [] },
      { label: 'spk_1', role: 'agent', name: 'Ada', role_source: 'vendor', evidence: [] },
    ],
    segments: Array.from({ length: segmentCount }, (_, index) => ({
      index,
      text: `${words[index % words.length]} (${index})`,
      start_ms: index * 2_000,
      end_ms: index * 2_000 + 1_500,
      speaker: `spk_${index % 2}`,
      sentiment: { label: index % 4 === 3 ? 'positive' : 'neutral', score: 0, words: [] },
    })),
    topic_segments: [{ index: 0, summary: 'The violin is ordered.', start_ms: 10_000, end_ms: 20_000 }],
    sensitive_data: [{ entity_type: 'CARD_NUMBER', segment_index: 2, start_character: 11, end_character: 20 }],
    ...changes,
  };
}

/** Answers for calls in place of the API, with a recording of silence. @returns how often a URL of it was asked for */
export async function answerCalls(
  page: Page,
  calls: readonly ReturnType<typeof longCall>[],
  lifetimeMs = 3_600_000,
): Promise<() => number> {
  let urls = 0;
  for (const call of calls) {
    const seconds = call.media.duration_ms / 1_000;
    await page.route(`**/analytics/${call.hash}*`, (route) =>
      route.fulfill({
        json: { message: '', count: 1, items: [call], pagination: { pageSize: 1, nextToken: null, hasMore: false } },
      }),
    );
    await page.route(`**/calls/${call.hash}/coaching`, (route) => route.fulfill({ json: coachingOf(call.hash) }));
    await page.route(`**/calls/${call.hash}/peaks`, (route) =>
      route.fulfill({ body: peaks(seconds), contentType: 'application/octet-stream' }),
    );
    await page.route(`**/calls/${call.hash}/recording-url`, (route) => {
      urls++;
      const expires_at = new Date(Date.now() + lifetimeMs).toISOString();
      return route.fulfill({
        json: { url: `/files/${call.hash}?n=${urls}`, expires_at, content_type: 'audio/wav', kind: 'original' },
      });
    });
    const recording = silence(seconds);
    await page.route(`**/files/${call.hash}*`, (route) => sendRange(route, recording));
  }
  return () => urls;
}

const metric = (name: string, changes: Readonly<Record<string, unknown>>) => ({
  name,
  unit: 'ratio',
  basis: 'estimated',
  method: `How ${name} is found.`,
  evidence: [],
  ...changes,
});

/** What coaching makes of a call: numbers of each basis, and an insight. */
export function coachingOf(hash: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    hash,
    callId: `call-${hash}`,
    state: 'completed',
    understood: true,
    participants: [],
    metrics: [
      metric('agent_talk_share', { value: 0.42, evidence: [{ startMs: 20_000, endMs: 22_000 }] }),
      metric('silence_total', { value: 4_000, unit: 'ms', basis: 'measured' }),
      metric('agent_pace', { value: 180, unit: 'words_per_minute', earlier: { calls: 34, median: 150, rank: 0.8 } }),
      metric('customer_sentiment', { value: -1.5, unit: 'score' }),
      ...[-2, -1, 0.5].map((value, at) => metric(`customer_sentiment_quarter_${at + 1}`, { value, unit: 'score' })),
      metric('customer_sentiment_trend', { value: 2.5, unit: 'score' }),
      metric('agent_sentiment', { unit: 'score', basis: 'unavailable', method: 'The agent says too little.' }),
    ],
    insights: [insightOf(hash)],
    ...changes,
  };
}

export function insightOf(hash: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 'a'.repeat(32),
    hash,
    callId: `call-${hash}`,
    ruleset: 'support',
    rulesetVersion: 1,
    rule: 'long_silence',
    transcriptId: 'x',
    transcriptFileName: 'x',
    agentName: 'Ada',
    type: 'improvement',
    category: 'call_flow',
    title: 'A long silence',
    message: 'Nobody spoke for 21 s.',
    priority: 'high',
    impactLevel: 'high',
    aiConfidence: 0.8,
    suggestedActions: ['Say what you look up.'],
    metrics: {},
    basis: 'measured',
    evidence: [{ startMs: 40_000, endMs: 44_000 }],
    callTime: '2026-09-14T10:00:00.000Z',
    createdAt: '2026-09-14T10:00:00.000Z',
    status: 'pending',
    decisions: [],
    comments: [],
    updatedAt: '2026-09-14T10:00:00.000Z',
    version: 1,
    ...changes,
  };
}

async function sendRange(route: Route, bytes: Buffer): Promise<void> {
  const range = /bytes=(\d+)-(\d*)/.exec((await route.request().allHeaders())['range'] ?? 'bytes=0-');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] || bytes.length - 1), bytes.length - 1);
  await route.fulfill({
    status: 206,
    contentType: 'audio/wav',
    headers: { 'accept-ranges': 'bytes', 'content-range': `bytes ${start}-${end}/${bytes.length}` },
    body: bytes.subarray(start, end + 1),
  });
}

const RATE_HZ = 8_000;

/** A WAV file of 8 bits, in which 128 is silence. */
function silence(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * RATE_HZ, 128);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE_HZ, 24);
  header.writeUInt32LE(RATE_HZ, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Of one channel, with 80 ms a point. */
function peaks(seconds: number): Buffer {
  const length = Math.floor(seconds * 12.5);
  const file = Buffer.alloc(24 + length * 2);
  for (const [at, value] of [2, 1, RATE_HZ, 640, length, 1].entries()) file.writeUInt32LE(value, at * 4);
  for (let point = 0; point < length; point++) {
    const loudness = 20 + ((point * 37) % 100);
    file.writeInt8(-loudness, 24 + point * 2);
    file.writeInt8(loudness, 25 + point * 2);
  }
  return file;
}
