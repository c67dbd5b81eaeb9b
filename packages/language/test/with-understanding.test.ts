import {
  type Analysis,
  type Copies,
  type Embedder,
  earshotFormat,
  type Finding,
  type JobReading,
  ObjectUri,
  type ReadJobOptions,
  type ResultFormat,
  warningFinding,
} from '@earshot/core';
import { FOREIGN_DOCUMENTS } from '@earshot/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withUnderstanding } from '../src/with-understanding.js';
import { segmentsOf } from './dialogues.js';

/** Phrases alone decide: quick, and the same everywhere. */
const NO_EMBEDDER: Embedder = { model: 'none', dimensions: 0, embed: () => Promise.reject(new Error('none')) };

const RESULT = ObjectUri.parse('toy://results/job-1/result.txt');
const CUT_OFF = warningFinding({ code: 'recording_cut_off', explanation: 'Half of it is missing.' });
const PHONE = '555 234 9876';
const NAME = { entityType: 'NAME', segmentIndex: 0 };
const ENGLISH = `
  A: Thank you for calling Northline Wireless, my name is Dana. How can I help you today?
  C: Hi Dana. I was charged twice for my phone bill this month.
  A: I'm sorry to hear that. Can I have your phone number, please?
  C: Sure, it's ${PHONE}.
  A: I've refunded the duplicate charge to your credit card.
  C: Perfect, thank you so much.
  A: You should see the money within five business days.`;
const GERMAN = `
  A: Guten Tag, hier ist die Nordlinie, mein Name ist Dana. Wie kann ich Ihnen heute helfen?
  C: Hallo Dana. Mir wurde diesen Monat die Rechnung für mein Telefon gleich zwei Mal abgebucht.
  A: Das tut mir sehr leid. Ich habe Ihnen den doppelten Betrag gerade eben zurück überwiesen.`;

function analysisOf(turns: string, said: Partial<Analysis> = {}): Analysis {
  const segments = segmentsOf(turns).segments.map(({ speaker, ...segment }, index) => ({
    ...segment,
    index,
    speaker: `spk_${speaker}`,
  }));
  return {
    categories: [],
    topics: [],
    topicSummaries: [],
    transcript: { text: segments.map(({ text }) => text).join(' '), segments },
    moderation: [],
    sensitiveData: [],
    customFields: { resolved: true },
    sources: [{ uri: RESULT, kind: 'toy', redacted: false }],
    ...said,
  };
}

/** What a wrapped format passes on. */
const MEMBERS = new Set<string>([
  'name',
  'documentSuffixes',
  'hasManifest',
  'jobAt',
  'placeOf',
  'readEvent',
  'read',
  'resultFor',
  'isRedacted',
] satisfies (keyof ResultFormat)[]);

/** Reads what it was made with, whatever it is asked. */
class ToyFormat implements Required<ResultFormat> {
  readonly name = 'toy';
  readonly documentSuffixes = ['.txt'];
  readonly hasManifest = true;
  readonly #reading: JobReading;

  constructor(reading: JobReading) {
    this.#reading = reading;
  }

  jobAt = () => ({ job: this.#job(), before: '', output: 'job-1/', result: 'job-1/result.txt' });
  placeOf() {
    return this.#job();
  }
  readEvent() {
    return undefined;
  }
  async read() {
    return this.#reading;
  }
  resultFor(job: string) {
    return `${this.#job()} ${job}`;
  }
  isRedacted(path: string) {
    return path === this.#job();
  }
  #job() {
    return `job-1 ${this.#reading.state}`;
  }
}

const options = (copies: Copies, more: Partial<ReadJobOptions> = {}): ReadJobOptions => ({
  store: { get: async () => undefined },
  copies,
  bounds: { documents: 1, bytes: 1, concurrency: 1 },
  ...more,
});

async function understood(
  analysis: Analysis,
  { copies = 'original', ...more }: Partial<ReadJobOptions> = {},
): Promise<Analysis> {
  const format = withUnderstanding(new ToyFormat({ state: 'completed', analysis }), { embedder: NO_EMBEDDER });
  const reading = await format.read(RESULT, options(copies, more));
  if (!('analysis' in reading)) throw new Error(reading.state);
  return reading.analysis;
}

const kindsIn = ({ findings = [] }: Analysis) => new Set(findings.map(({ kind }) => kind));
const textOf = ({ transcript }: Analysis, { segmentIndex }: Finding['evidence'][number]) =>
  transcript?.segments[segmentIndex]?.text;

describe('a format with understanding', () => {
  it('adds findings with evidence, sentiments and all else that the result lacks', async () => {
    const analysis = analysisOf(ENGLISH, { findings: [CUT_OFF] });
    const added = await understood(analysis);
    const kinds = ['warning', 'agent', 'caller', 'reason', 'resolution', 'next_step', 'category', 'topic', 'sentiment'];
    expect(kindsIn(added)).toEqual(new Set(kinds));
    expect(added.findings?.[0]).toEqual(CUT_OFF);
    const evidence = (added.findings ?? []).flatMap((finding) => finding.evidence);
    expect(evidence.length).toBeGreaterThan(4);
    for (const each of evidence) expect(textOf(added, each)).toContain(each.quote);
    expect(added.callSummary).toContain('charged twice');
    expect(added.categories).toContain('Billing');
    expect(added.topics.length).toBeGreaterThan(0);
    expect(added.sensitiveData).toContainEqual(expect.objectContaining({ entityType: 'PHONE', segmentIndex: 3 }));
    expect(added.transcript?.segments.every(({ sentiment }) => sentiment !== undefined)).toBe(true);
    expect(added.findings?.find(({ kind }) => kind === 'agent')?.value).toBe('spk_0');
  });

  it('leaves everything that the result says as it is', async () => {
    const analysis = analysisOf(ENGLISH, {
      callSummary: 'A charge is refunded.',
      categories: ['Rückbuchung'],
      topics: ['refunds'],
      sensitiveData: [{ entityType: 'NAME', segmentIndex: 0 }],
    });
    const [first, ...others] = analysis.transcript?.segments ?? [];
    if (first === undefined) throw new Error('nothing said');
    const rated = { ...first, sentiment: { label: 'negative' as const, score: -1, words: ['Thank'] } };
    const added = await understood({ ...analysis, transcript: { text: '', segments: [rated, ...others] } });
    const { findings: _, transcript, ...rest } = added;
    const { transcript: __, ...said } = analysis;
    expect(rest).toEqual(said);
    expect(transcript?.segments[0]).toEqual(rated);
    expect(transcript?.segments[1]?.sentiment).toBeDefined();
    expect(kindsIn(added)).toEqual(new Set(['agent', 'caller', 'reason', 'resolution', 'next_step', 'sentiment']));
  });

  it("takes the analyzer's own summary for a summary", async () => {
    const added = await understood(analysisOf(ENGLISH, { audioSummary: 'Two people speak.' }));
    expect(added).toMatchObject({ audioSummary: 'Two people speak.' });
    expect(added.callSummary).toBeUndefined();
  });

  it.each(Object.entries(FOREIGN_DOCUMENTS))('leaves no call of %s out', async (_, documents) => {
    await fc.assert(
      fc.asyncProperty(documents(), async ({ expected: { analysis } }) => {
        fc.pre(analysis.transcript?.segments.length !== 0);
        const added = await understood({ ...analysis, sources: [] });
        const kinds = kindsIn(added);
        expect(kinds.has('reason') || kinds.has('understanding')).toBe(true);
        expect(added.findings).toEqual(expect.arrayContaining(analysis.findings ?? []));
      }),
      { numRuns: 20 },
    );
  });

  it('adds nothing to a result that concludes something itself, and no finding of a kind that it has', async () => {
    const added = await understood(analysisOf(ENGLISH));
    expect(await understood(added)).toBe(added);
    const conclusions = ['reason', 'resolution', 'next_step', 'understanding'];
    for (const kind of kindsIn(added)) {
      const own: Finding = { kind, basis: 'measured', evidence: [] };
      const analysis = analysisOf(ENGLISH, { findings: [own] });
      const read = await understood(analysis);
      if (conclusions.includes(kind)) expect(read).toBe(analysis);
      // A transcript of another system may bring one of the others, and lack the rest.
      else expect(read.findings?.filter((finding) => finding.kind === kind)).toEqual([own]);
    }
  });

  it('understands a call by the agents that the result names, and not by how they speak', async () => {
    const named = (value?: string): Finding => ({
      kind: 'agent',
      basis: value === undefined ? 'unavailable' : 'estimated',
      evidence: [],
      ...(value && { value }),
    });
    const [usual, swapped, absent, unavailable] = await Promise.all(
      [undefined, named('spk_1'), named('spk_9'), named()].map((agent) =>
        understood(analysisOf(ENGLISH, { findings: agent ? [agent] : [] })),
      ),
    );
    expect(usual?.callSummary).toContain('The agent has refunded');
    expect(swapped?.callSummary).not.toContain('The agent has refunded');
    expect(swapped?.findings?.find(({ kind }) => kind === 'resolution')?.evidence[0]?.segmentIndex).not.toBe(4);
    // What names nobody who speaks says nothing.
    for (const read of [absent, unavailable]) expect(read?.callSummary).toBe(usual?.callSummary);
  });

  it('gives the same each time', async () => {
    expect(await understood(analysisOf(ENGLISH))).toEqual(await understood(analysisOf(ENGLISH)));
  });

  it('quotes only masked text in redacted copies', async () => {
    const analysis = analysisOf(ENGLISH);
    const { transcript, ...added } = await understood(analysis, { copies: 'redacted' });
    expect(added.findings?.some(({ kind }) => kind === 'reason')).toBe(true);
    for (const secret of ['Dana', PHONE]) {
      expect(JSON.stringify(added)).not.toContain(secret);
      expect(JSON.stringify(transcript?.segments.map(({ sentiment }) => sentiment))).not.toContain(secret);
    }
    const texts = (segments = analysis.transcript?.segments) => segments?.map(({ text }) => text);
    expect(texts(transcript?.segments)).toEqual(texts());
  });

  it.each([
    ['the result says so', analysisOf(ENGLISH, { language: { dominant: 'de-CH' } }), 'de-CH'],
    ['it has few of the words that are common in English', analysisOf(GERMAN), undefined],
    [
      'most of its segments say so',
      analysisOf(ENGLISH, {
        transcript: {
          text: '',
          segments: ['EN', 'FR', 'FR', undefined].map((language, index) => ({
            index,
            text: 'Oh.',
            startMs: index,
            endMs: index + 1,
            ...(language && { language }),
          })),
        },
      }),
      'FR',
    ],
  ])('says of a call in another language why it is not understood: %s', async (_, analysis, language) => {
    const added = await understood({ ...analysis, findings: [CUT_OFF], sensitiveData: [NAME] });
    const why: Finding = {
      kind: 'understanding',
      basis: 'unavailable',
      evidence: [],
      explanation: expect.stringContaining(language ?? 'another language'),
    };
    expect(added).toEqual({ ...analysis, findings: [CUT_OFF, why], sensitiveData: [NAME] });
    expect(await understood(added)).toBe(added);
  });

  it('finds personal data by its form in another language', async () => {
    const added = await understood(
      analysisOf('A: ¿Su teléfono?\nC: Es el 612 345 678.', { language: { dominant: 'ES' } }),
    );
    expect(added.sensitiveData).toEqual([expect.objectContaining({ entityType: 'PHONE', segmentIndex: 1 })]);
  });

  it('finds no more than personal data by its form in what was not understood, and says why', async () => {
    const said = { understood: false, notUnderstoodReason: 'another language, or too noisy' };
    const added = await understood(analysisOf(ENGLISH, said));
    expect(added).toMatchObject({
      categories: [],
      topics: [],
      findings: [{ kind: 'understanding', basis: 'unavailable' }],
    });
    expect(added.findings?.[0]?.explanation).toContain('too noisy');
    expect(added.callSummary).toBeUndefined();
    expect(added.sensitiveData).toEqual([expect.objectContaining({ entityType: 'PHONE', segmentIndex: 3 })]);
  });

  it.each(['EN', 'en-US', 'English', 'DEFAULT', undefined])('understands English called %s', async (dominant) => {
    const added = await understood(analysisOf(ENGLISH, dominant === undefined ? {} : { language: { dominant } }));
    expect(kindsIn(added)).toContain('reason');
  });

  it('takes a few words for English when nothing says otherwise', async () => {
    expect(kindsIn(await understood(analysisOf('A: Hallo.\nC: Hm?')))).toContain('reason');
  });

  it('adds nothing where there is no transcript, or nothing in it', async () => {
    for (const transcript of [undefined, { text: '', segments: [] }]) {
      const { transcript: _, ...rest } = analysisOf(ENGLISH);
      const analysis = { ...rest, ...(transcript && { transcript }) };
      expect(await understood(analysis)).toBe(analysis);
    }
  });

  it('adds nothing when a record is to get its words or moderation scores', async () => {
    const analysis = analysisOf(ENGLISH);
    expect(await understood(analysis, { words: true })).toBe(analysis);
    expect(await understood(analysis, { moderation: true })).toBe(analysis);
  });

  it('passes on readings without an analysis', async () => {
    const failed = { state: 'failed', failure: { code: 'NO_SOUND', reason: 'silence' } } as const;
    expect(await withUnderstanding(new ToyFormat(failed)).read(RESULT, options('original'))).toBe(failed);
  });

  it('is the same format in all else', () => {
    const toy = new ToyFormat({ state: 'ignored', reason: 'a picture' });
    const format = withUnderstanding(toy);
    expect(format.name).toBe('toy');
    expect(format.jobAt('any')).toEqual(toy.jobAt());
    expect(format.placeOf(new Uint8Array(), 'any')).toBe(toy.placeOf());
    expect(format.resultFor?.('job-1', [])).toBe(toy.resultFor('job-1'));
    expect(format.isRedacted?.('job-1 ignored', new Uint8Array())).toBe(true);
    expect(new Set(Object.keys(format))).toEqual(MEMBERS);
    expect(Object.keys(withUnderstanding(earshotFormat))).not.toContain('readEvent');
  });
});
