import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { closeBrowser, openPage, overflowOf } from './browser.js';

/** What would run or be seen if anything took it for HTML; with marks that turn the direction, and words without end. */
const MARKUP = '<img src=x onerror="hacked=1"><script>hacked=2</script><b class=made>bold</b>{{hacked}}';
const HOSTILE = `${MARKUP} \u202Eevil\u202D\u0007\u0000\u001B[31m \u05D0\u05D1 ${'W'.repeat(300)} javascript:hacked=3`;
const FILE = '<img src=x onerror=hacked=1> \u202Egnp.exe';

let server: Serving;
let hash: string;

beforeAll(async () => {
  const [data, folder] = [await temporaryFolder(afterAll), await temporaryFolder(afterAll)];
  await writeFiles(folder, { [`${FILE}.json`]: document() });
  const ingested = await earshot(['ingest', join(folder, `${FILE}.json`)], { EARSHOT_DATA: data });
  expect(ingested, ingested.stderr).toMatchObject({ code: 0 });
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
  const answer = await fetch(`${server.url}/analytics`);
  hash = ((await answer.json()) as { items: { hash: string }[] }).items[0]?.hash ?? '';
  const noted = await fetch(`${server.url}/calls/${hash}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: HOSTILE }),
  });
  expect(noted.ok).toBe(true);
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

/** A document of Post Call Analytics in which every text is hostile. */
function document() {
  const turn = (index: number) => ({
    SegmentStartTime: index * 5,
    SegmentEndTime: index * 5 + 4,
    SegmentSpeaker: `spk_${index % 2}`,
    OriginalText: HOSTILE,
    DisplayText: HOSTILE,
    SentimentScore: -5,
    SentimentIsNegative: 1,
    SentimentIsPositive: 0,
    WordConfidence: [],
  });
  return {
    ConversationAnalytics: {
      GUID: HOSTILE,
      Agent: HOSTILE,
      LanguageCode: 'en-US',
      Duration: '40',
      SpeakerLabels: [
        { Speaker: 'spk_0', DisplayText: 'Customer' },
        { Speaker: 'spk_1', DisplayText: HOSTILE },
      ],
      SentimentTrends: { spk_0: { SentimentScore: -4, SentimentPerQuarter: [] } },
      SpeakerTime: { spk_0: { TotalTimeSecs: 16 }, spk_1: { TotalTimeSecs: 16 } },
      CategoriesDetected: [{ Name: HOSTILE, Instances: 1, Timestamps: [{ BeginOffsetSecs: 1, EndOffsetSecs: 2 }] }],
      IssuesDetected: [{ Text: HOSTILE, BeginOffset: 0, EndOffset: 10 }],
      SourceInformation: [{ TranscribeJobInfo: { TranscribeApiType: 'analytics', TranscriptionJobName: 'hostile' } }],
    },
    SpeechSegments: Array.from({ length: 8 }, (_, index) => turn(index)),
  };
}

it.each([
  ['Calls', () => 'calls', 'tbody tr'],
  ['Call', () => `calls/${hash}`, '.segment'],
  ['Search', () => 'search?q=evil', 'mark'],
  ['Search for the markup itself', () => `search?q=${encodeURIComponent(MARKUP)}`, 'main [type=search]'],
  ['Coaching', () => 'coaching', '.insight'],
  ['an address', () => `calls?text=${encodeURIComponent(HOSTILE)}`, 'main [type=search]'],
  ['the page of an agent', () => `coaching/agents/${encodeURIComponent(HOSTILE)}`, 'h1'],
])('%s shows hostile texts as they are: nothing becomes an element, runs or overflows', async (_, at, shows) => {
  const { page, faults } = await openPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${server.url}/#/${at()}`);
  await page.locator(shows).first().waitFor();
  await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
  for (const width of [1_440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect({ width, overflow: await overflowOf(page) }).toEqual({ width, overflow: 0 });
  }
  expect(await page.locator('#page img, #page script, #page .made, a[href^="javascript:"]').count()).toBe(0);
  expect(await page.evaluate('typeof hacked')).toBe('undefined');
  expect(asked.filter((path) => path.endsWith('/x'))).toEqual([]);
  expect(faults.filter((fault) => !/status of 40[04]/.test(fault))).toEqual([]);
});

it('a hostile transcript is there to the last character that can be shown', async () => {
  const { page } = await openPage();
  await page.goto(`${server.url}/#/calls/${hash}`);
  const said = page.locator('[data-index="0"] .said');
  await said.waitFor();
  expect(await said.textContent()).toContain(MARKUP);
  expect(await said.getAttribute('dir')).toBe('auto');
  expect(await page.locator('.notes').textContent()).toContain(MARKUP);
  expect(await page.locator('h1').textContent()).toContain('<img src=x');
});
