import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Deployment, deploy } from './deployment.js';

let earshot: Deployment;

beforeAll(async () => {
  const environment = { EARSHOT_IMPORTS: 'pca/parsedFiles/=pca,exports/' };
  earshot = await deploy({ imports: ['pca/parsedFiles/'], environment });
}, 60_000);
afterAll(() => earshot?.close());

/** A transcript of Post Call Analytics. */
function pca(guid: string, text: string): string {
  const word = { Text: text, Confidence: 0.9, StartTime: 0.5, EndTime: 1.25 };
  const turn = {
    SegmentStartTime: 0.5,
    SegmentEndTime: 1.5,
    SegmentSpeaker: 'spk_1',
    DisplayText: text,
    WordConfidence: [word],
  };
  const labels = [{ Speaker: 'spk_1', DisplayText: 'Agent' }];
  return JSON.stringify({ ConversationAnalytics: { GUID: guid, SpeakerLabels: labels }, SpeechSegments: [turn] });
}

it('PCA documents put into S3 reach the API', async () => {
  await earshot.stack.upload('pca/parsedFiles/one.wav.json', 'results', pca('guid-1', 'Good morning.'));
  const item = await earshot.until('guid-1', 'completed');
  expect(item).toMatchObject({
    results_uri: 's3://results/pca/parsedFiles/one.wav.json',
    transcript: 'Good morning.',
    segments: [{ start_ms: 500, end_ms: 1500, speaker: 'spk_1', speaker_name: 'Agent', text: 'Good morning.' }],
    sources: [{ uri: 's3://results/pca/parsedFiles/one.wav.json', kind: 'pca', redacted: false }],
  });
  const { body } = await earshot.get('/analytics?callId=guid-1&include=words');
  expect(body).toMatchObject({
    items: [{ segments: [{ words: [{ start_ms: 500, end_ms: 1250, confidence: 0.9 }] }] }],
  });
});

it('those that EventBridge reports are recognized by their content, and one that is written again replaces the first', async () => {
  const report = async (text: string, etag: string, time: string) => {
    await earshot.stack.upload('exports/two.json', 'results', pca('guid-2', text));
    const detail = { bucket: { name: 'results' }, object: { key: 'exports/two.json', etag } };
    await earshot.send('results', { source: 'aws.s3', 'detail-type': 'Object Created', time, detail });
    await earshot.settled();
  };
  await report('Old.', 'a', '2026-09-14T09:00:00Z');
  await report('New.', 'b', '2026-09-14T09:05:00Z');
  expect(await earshot.item('guid-2')).toMatchObject({ state: 'completed', transcript: 'New.' });
});

it('one that can’t be read is dead-lettered with its reason, and the others are read', async () => {
  await earshot.stack.upload('pca/parsedFiles/broken.json', 'results', '{"ConversationAnalytics":');
  await earshot.stack.upload('pca/parsedFiles/three.json', 'results', pca('guid-3', 'Bye.'));
  await earshot.until('guid-3', 'completed');
  await earshot.settled();
  expect(await earshot.stack.count('resultsDlq')).toBe(1);
});
