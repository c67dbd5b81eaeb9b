import { describe, expect, test } from 'vitest';
import { srtDocument, webvttDocument } from '../../../src/formats/captions/captions-format.js';
import { readSrt, readWebVtt } from '../../../src/formats/captions/read.js';
import { FORMATS } from '../../../src/formats/formats.js';
import { placeOfDocument, transcriptFile, warningsIn } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

const fileOf = (text: string, name = 'call.vtt') => transcriptFile(utf8(text), name);
const vtt = (...blocks: string[]) => readWebVtt(fileOf(`WEBVTT\n\n${blocks.join('\n\n')}\n`), {});
const srt = (...blocks: string[]) => readSrt(fileOf(blocks.join('\n\n'), 'call.srt'), {});
type Call = ReturnType<typeof readSrt>;
const segmentsOf = ({ analysis }: Call) => analysis.transcript?.segments ?? [];
const textsOf = (call: Call) => segmentsOf(call).map(({ text }) => text);
const timesOf = (call: Call) => segmentsOf(call).map(({ startMs, endMs }) => [startMs, endMs]);
/** Who says what: `Ann|Hello.`, or `|Hello.` where nobody is named. */
const saidIn = (call: Call) => segmentsOf(call).map(({ speaker = '', text }) => `${speaker}|${text}`);
const basesOf = ({ analysis }: Call) =>
  (analysis.findings ?? []).filter(({ kind }) => kind === 'speakers').map(({ basis }) => basis);

/** A cue of a second, at a second. */
const cue = (second: number, ...lines: string[]) =>
  [`00:00:${second}.000 --> 00:00:${second + 1}.000`, ...lines].join('\n');
const cues = (...texts: string[]) => texts.map((text, index) => cue(10 + index, text));

describe('a file of WebVTT', () => {
  test('of Teams, old and new, has voices, cues that overlap, and times of few digits', () => {
    const call = vtt(
      'a1-0\n0:0:0.0 --> 0:0:3.490\n<v 1a2b@3c4d>Hello.</v>',
      'a1-1\n0:0:2.5 --> 0:1:4.0\n<v 5e6f@3c4d>Hi,\nAnn.</v>',
    );
    expect(saidIn(call)).toEqual(['1a2b@3c4d|Hello.', '5e6f@3c4d|Hi, Ann.']);
    expect(timesOf(call)).toEqual([
      [0, 3_490],
      [2_500, 64_000],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])(
    'of Zoom names speakers in front of texts, and goes on with the last one, with lines that end in %j',
    (end) => {
      const texts = [
        'Zoë O’Hara (SL): Hello: you.',
        'And so on.',
        'bo: Hi.',
        'Cy Öz: Once.',
        'Zoë O’Hara (SL): Bye.',
        'Zoë O’Hara (SL): Now.',
      ];
      const blocks = cues(...texts).map((block, index) => `${index + 1}\n${block}`);
      const call = readWebVtt(fileOf(`WEBVTT\n\n${blocks.join('\n\n')}`.replaceAll('\n', end)), {});
      expect(saidIn(call)).toEqual([
        'Zoë O’Hara (SL)|Hello: you.',
        'Zoë O’Hara (SL)|And so on.',
        '|bo: Hi.',
        'Cy Öz|Once.',
        'Zoë O’Hara (SL)|Bye.',
        'Zoë O’Hara (SL)|Now.',
      ]);
      expect(basesOf(call)).toEqual(['estimated']);
    },
  );

  test('of Microsoft has the confidence of each cue in a note before it, which is no speaker', () => {
    const notes = ['language:en-us', 'duration:"00:12:34.5670000"', 'recognizability:0.8'].map(
      (note) => `NOTE ${note}`,
    );
    const blocks = [0.99, 0.25].flatMap((confidence, index) => [
      `NOTE Confidence: ${confidence}`,
      `0f3c-${index}\n${cue(10 + index, 'So it is.')}`,
    ]);
    const call = readWebVtt(
      fileOf(`\uFEFFWEBVTT\n\n${[...notes, ...blocks].join('\n\n')}`.replaceAll('\n', '\r\n')),
      {},
    );
    expect(segmentsOf(call)).toMatchObject([{ confidence: 0.99 }, { confidence: 0.25 }]);
    expect(textsOf(call)).toEqual(['So it is.', 'So it is.']);
    expect(basesOf(call)).toEqual(['unavailable']);
    expect(call.analysis).toMatchObject({ language: { dominant: 'en-us' }, mediaFacts: { durationMs: 754_567 } });
    expect(call.analysis.customFields['NOTE']).toContain('recognizability:0.8');
  });

  test('has no name or voice that goes from one line to the next', () => {
    const call = vtt(
      cue(1, 'Ann Lee: Hi,', 'Bob: come in.'),
      cue(3, 'Bob:', 'Hello.'),
      cue(5, 'Ann Lee: Well.'),
      cue(7, 'Room 7', 'Ann Lee: Bye.'),
    );
    expect(saidIn(call)).toEqual(['Ann Lee|Hi, Bob: come in.', 'Bob|Hello.', 'Ann Lee|Well.', '|Room 7 Ann Lee: Bye.']);
    expect(saidIn(vtt(cue(1, '<v Ann', 'Lee>Hello.')))).toEqual(['|<v Ann Lee>Hello.']);
  });

  test('of YouTube rolls, and each line is kept once, with the times of its words', () => {
    const text = `WEBVTT
Kind: captions
Language: de

00:00:00.160 --> 00:00:02.389 align:start position:0%
 
hello<00:00:00.480><c> everyone</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
hello everyone
 

00:00:02.399 --> 00:00:04.390 align:start position:0%
hello everyone
welcome<00:00:02.720><c> to you</c>

00:00:04.390 --> 00:00:04.400 align:start position:0%
welcome to you
 

00:00:04.400 --> 00:00:06.000 align:start position:0%
welcome to you
welcome to you
`;
    const call = readWebVtt(fileOf(text), { words: true });
    expect(textsOf(call)).toEqual(['hello everyone', 'welcome to you', 'welcome to you']);
    expect(timesOf(call)).toEqual([
      [160, 2_389],
      [2_399, 4_390],
      [4_400, 6_000],
    ]);
    expect(segmentsOf(call)[1]?.words).toEqual([{ text: 'welcome' }, { text: 'to', startMs: 2_720 }, { text: 'you' }]);
    expect(call.analysis).toMatchObject({ language: { dominant: 'de' }, customFields: { Kind: 'captions' } });
  });

  test('keeps what people repeat', () => {
    expect(textsOf(vtt(...cues('No.', 'No.', 'No.', 'Yes.\nNo.', 'No.')))).toEqual([
      'No.',
      'No.',
      'No.',
      'Yes. No.',
      'No.',
    ]);
  });

  test.each([
    ['two voices in one cue', '<v Ann>Hi.</v> <v Bo>Hello.</v>', ['Ann|Hi.', 'Bo|Hello.']],
    ['an unclosed voice', '<v Ann>Hi.\nHow <i>are</i> you?', ['Ann|Hi. How are you?']],
    ['a voice without a name', '<v>Hi.', ['|Hi.']],
    ['a voice without a text', '<v Ann></v>', ['Ann|']],
    ['neither', '<v></v>', []],
    ['Rev’s voice without a name', '<v ->Hi.', ['|Hi.']],
    ['a voice with classes', '<v.loud.first Ann Lee>Hi.</v>', ['Ann Lee|Hi.']],
    ['a last name in front', '<v Lee, Ann>Hi.</v>', ['Lee, Ann|Hi.']],
    ['references in a name', '<v R&amp;D>Hi.</v>', ['R&D|Hi.']],
    ['text behind a voice', '<v Ann>Hi.</v> Hm.', ['Ann|Hi.', '|Hm.']],
    ['a name behind the tag', '<v Ann>Note: Hi.</v>', ['Ann|Note: Hi.']],
  ])('with %s', (_, text, said) => {
    expect(saidIn(vtt(cue(10, text)))).toEqual(said);
  });

  test('with markup and references has the text that is meant, and nothing that is said is markup', () => {
    const text =
      '<c.yellow>a &lt;b&gt;</c> &amp;amp; <b><i>c</i></b>&nbsp;d <lang en>e</lang><br>f<BR />g <laughs> x < y &copy; &#x41;&#66;';
    expect(textsOf(vtt(cue(10, text)))).toEqual(['a <b> &amp; c\u00a0d e f g <laughs> x < y &copy; AB']);
  });

  test('leaves styles, regions and positions out, and keeps notes', () => {
    const call = readWebVtt(
      fileOf(
        'WEBVTT - The title\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\nSTYLE\n::cue { color: red }\n\n' +
          'REGION\nid:fred\n\nNOTE A remark\nof two lines\n\nNOTE\n\n' +
          '00:01.000 --> 00:02.000 region:fred align:left\nHi.\nNOTE this too\n\nNOTE The end',
      ),
      {},
    );
    expect(saidIn(call)).toEqual(['|Hi. NOTE this too']);
    expect(call.analysis.customFields).toEqual({
      WEBVTT: ['The title'],
      'X-TIMESTAMP-MAP': 'LOCAL:00:00:00.000,MPEGTS:900000',
      NOTE: ['A remark\nof two lines', 'The end'],
    });
  });

  test.each([
    ['hours that are absent', '01:02.500 --> 01:03.000', [62_500, 63_000]],
    ['hours of three digits', '100:00:00.000 --> 100:00:01.000', [360_000_000, 360_001_000]],
    ['seconds above 59', '00:00:75.250 --> 00:00:90.000', [75_250, 90_000]],
    ['a comma', '00:00:01,250 --> 00:00:02,000', [1_250, 2_000]],
    ['a fraction of any length', '00:00:01.5 --> 00:00:02.0000001', [1_500, 2_000]],
    ['no spaces', '00:00:01.250-->00:00:02.000', [1_250, 2_000]],
    ['no fraction', '00:00:01 --> 00:00:02', [1_000, 2_000]],
  ])('with %s', (_, timing, times) => {
    expect(timesOf(vtt(`${timing}\nHi.`))).toEqual([times]);
  });

  test('has segments in the order in which they begin, and moments where an end is before its beginning', () => {
    const call = vtt(cue(20, 'Second.'), '00:10.000 --> 00:05.000\nFirst.');
    expect(saidIn(call)).toEqual(['|First.', '|Second.']);
    expect(timesOf(call)[0]).toEqual([10_000, 10_000]);
    expect(warningsIn(call.analysis.findings)).toMatchObject([{ code: 'bad_time' }]);
  });

  test('keeps what is said at times that can’t be read, and says so', () => {
    const call = vtt(cue(10, 'One.'), '00:00:99999999999999999999.0 --> 00:01\nTwo.', '1.2.3 --> 9\nThree.');
    expect(textsOf(call)).toEqual(['One.', 'Two.', 'Three.']);
    expect(timesOf(call).slice(1)).toEqual([
      [11_000, 11_000],
      [11_000, 11_000],
    ]);
    expect(call.analysis.findings).toMatchObject([
      { kind: 'speakers', basis: 'unavailable' },
      { kind: 'times', basis: 'unavailable' },
      { kind: 'warning', value: 'bad_time' },
    ]);
  });

  test('without cues has nothing to say', () => {
    const call = readWebVtt(fileOf('WEBVTT'), {});
    expect(call.analysis).toMatchObject({ transcript: { text: '', segments: [] }, findings: [] });
  });

  test('in which a speaker is above the times of several cues has that speaker', () => {
    const call = vtt(...['Speaker 1', 'Ann', 'Ann', 'Speaker 1'].map((id, at) => `${id}\n${cue(10 + at, 'Hm.')}`));
    expect(saidIn(call)).toEqual(['Speaker 1|Hm.', 'Ann|Hm.', 'Ann|Hm.', 'Speaker 1|Hm.']);
    for (const ids of [
      ['Ann', 'Bo'],
      ['cue-1', 'cue-1'],
      ['1', '1'],
      ['intro', 'intro'],
      ['Ann', 'Ann', '3'],
    ]) {
      expect(basesOf(vtt(...ids.map((id, at) => `${id}\n${cue(10 + at, 'Hm.')}`)))).toEqual(['unavailable']);
    }
  });

  test('is refused when its text doesn’t begin as WebVTT does', () => {
    expect(() => readWebVtt(fileOf(cue(10, 'Hi.')), {})).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE' }),
    );
  });
});

describe('what is in front of a colon', () => {
  test.each([
    [
      ['Ann: Hi.', 'Bo: Hello.', 'Ann: Bye.'],
      ['Ann|Hi.', 'Bo|Hello.', 'Ann|Bye.'],
    ],
    [
      ['ANN LEE: Hi.', 'Go on.', 'ANN LEE: Bye.', 'More.', 'Again.', 'And again.'],
      ['ANN LEE|Hi.', 'ANN LEE|Go on.', 'ANN LEE|Bye.', 'ANN LEE|More.', 'ANN LEE|Again.', 'ANN LEE|And again.'],
    ],
    [
      ['Ann Lee: Hi.', 'Jan van der Berg: Hello.'],
      ['Ann Lee|Hi.', 'Jan van der Berg|Hello.'],
    ],
    [['spk_0: Hi.'], ['spk_0|Hi.']],
    [
      ['Sam Öz (she/her): Hi.', 'Bo | R&D: Hello.', 'Sam Öz (she/her): Bye.'],
      ['Sam Öz (she/her)|Hi.', 'Bo | R&D|Hello.', 'Sam Öz (she/her)|Bye.'],
    ],
    [
      ['Agent: Hi.', 'Customer: Hello.'],
      ['Agent|Hi.', 'Customer|Hello.'],
    ],
    [
      ['>> ANN: Hi.', '>> Who knows.', 'Yes.', '- ANN: Bye.'],
      ['ANN|Hi.', '|>> Who knows.', '|Yes.', 'ANN|Bye.'],
    ],
    [
      ['小明：你好。', '小红：你好。', '小明：再见。'],
      ['小明|你好。', '小红|你好。', '小明|再见。'],
    ],
    [
      ['+14155550100: Hi.', 'Ann Lee:\nHello.', 'Ann Lee: Bye.'],
      ['+14155550100|Hi.', 'Ann Lee|Hello.', 'Ann Lee|Bye.'],
    ],
    [
      ['Ann: Hi.', 'Bo “B” Öz: Hello.', 'Hm.', 'Ann: Bye.'],
      ['Ann|Hi.', '|Bo “B” Öz: Hello.', '|Hm.', 'Ann|Bye.'],
    ],
    [
      ['Ann: Hi.', 'Note: it rains.', 'Ann: Bye.'],
      ['Ann|Hi.', 'Ann|Note: it rains.', 'Ann|Bye.'],
    ],
  ])('is a speaker where speakers are named so: %j', (texts, said) => {
    expect(saidIn(srt(...cues(...texts)))).toEqual(said);
    expect(basesOf(srt(...cues(...texts)))).not.toContain('unavailable');
  });

  test.each([
    [['Note: it rains.', 'Note: it rains.']],
    [['http://example.org is down.', 'http://example.org is up.']],
    [['It is 12:30 now.', '12:30: lunch.', '12:30: lunch.']],
    [['I said: no.', 'I said: yes.', 'Hm.']],
    [['Hello.', 'Listen up.', 'Remember: call.', 'Remember: write.', 'Bye.']],
    [['Hello.', 'Well.', 'Ann: hi.', 'Hm.', 'Hm.', 'Ann: bye.', 'Yes.', 'No.']],
    [['Ann: hi.']],
    [['Fun Fact: whales sing.', 'Fun Facts: they do.']],
    [['He asked me this: why?', 'Because.']],
    [['[NAME]: hi.', '[NAME]: bye.']],
    [['Question: what? Answer: that.', 'Question: who?']],
  ])('is what somebody says where it is no name, or only perhaps: %j', (texts) => {
    const call = srt(...cues(...texts));
    expect(saidIn(call)).toEqual(texts.map((text) => `|${text}`));
    expect(basesOf(call)).toEqual(['unavailable']);
  });
});

describe('a file of SRT', () => {
  test('has numbers from 0, none, or with blank lines around them', () => {
    const timing = (second: number) => `00:00:0${second},000 --> 00:00:0${second},500`;
    const texts = ['42', 'It is 5.', '7 up\n8'];
    const files = [
      texts.map((text, at) => `${at}\n${timing(at)}\n${text}\n`).join('\n'),
      texts.map((text, at) => `${timing(at)}\n${text}\n`).join('\n'),
      texts.map((text, at) => `${at}\n\n${timing(at)}\n${text}\n`).join('\n\n\n'),
      texts.map((text, at) => `${at}\r\n${timing(at)}\r\n\r\n${text.replace('\n', '\r\n\r\n')}`).join('\r\n'),
    ];
    for (const file of files) {
      const call = readSrt(fileOf(file), {});
      expect(textsOf(call)).toEqual(['42', 'It is 5.', '7 up 8']);
      expect(timesOf(call)[2]).toEqual([2_000, 2_500]);
    }
  });

  test('has cues without time, without text, and with tags of its own', () => {
    const call = srt(
      '0\n00:00:00,000 --> 00:00:00,000\n{\\an8}<font color="#fff">Hi,</font> {b}you{/b}',
      '1\n00:00:00,000 --> 00:00:01,000\n<i></i>',
      '2\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2\n\u200e<u>R&D</u>',
    );
    expect(textsOf(call)).toEqual(['Hi, you', '\u200eR&D']);
    expect(timesOf(call)[0]).toEqual([0, 0]);
  });

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${cue(10, 'Zoë: “Hi.”')}`, 'utf16le'), 'Zoë: “Hi.”'],
    ['UTF-16 without a mark', Buffer.from(cue(10, 'Zoë'), 'utf16le'), 'Zoë'],
    ['windows-1252', Buffer.from(cue(10, 'Zo\xeb \x97 caf\xe9'), 'latin1'), 'Zoë — café'],
    ['GB 2312', Buffer.concat([Buffer.from(cue(10, '')), Buffer.from([0xc4, 0xe3, 0xba, 0xc3])]), '你好'],
    [
      'UTF-32',
      Buffer.from(Uint32Array.from(`\uFEFF${cue(10, 'Zoë')}`, (one) => one.codePointAt(0) ?? 0).buffer),
      'Zoë',
    ],
  ])('is read in %s', (_, bytes, text) => {
    const file = transcriptFile(new Uint8Array(bytes), 'call.srt');
    expect(srtDocument.recognizes(file)).toBe(true);
    expect(textsOf(readSrt(file, {}))).toEqual([text]);
  });

  test('is refused without any times', () => {
    expect(() => readSrt(fileOf('Hello.'), {})).toThrow(expect.objectContaining({ code: 'EARSHOT_UNREADABLE' }));
  });
});

test.each([
  ['[MUSIC] and [PHONE_RINGING], [INAUDIBLE_2]', []],
  ['[PII], [NAME_GIVEN_1] at [PHONE]', ['PII', 'NAME_GIVEN', 'PHONE']],
])('captions have marks of personal data, and of sounds: %s', (text, types) => {
  expect(vtt(cue(10, text)).analysis.sensitiveData.map(({ entityType }) => entityType)).toEqual(types);
});

describe('captions are recognized', () => {
  test.each([
    ['WEBVTT', 'webvtt'],
    ['WEBVTT FILE\r\n\r\n', 'webvtt'],
    ['\uFEFF\nWEBVTT\n\n1', 'webvtt'],
    [cue(10, 'Hi.'), 'srt'],
    [`\n\n1\n${cue(10, 'Hi.')}`, 'srt'],
    [`Made by hand\n\n${cue(10, 'Hi.')}`, 'srt'],
  ])('by how they begin: %j', (text, name) => {
    expect(placeOfDocument(FORMATS, utf8(text), 'call.vtt')).toBe(`earshot-import/${name}/call.vtt`);
  });

  test.each(['', 'WEBVTTX', '{"text":"WEBVTT"}', 'Hello.\n\nBye.\n\n00:01 --> 00:02\nHi.', '1 --> 2', '00:01 -> x'])(
    'not in something else: %j',
    (text) => {
      expect([webvttDocument, srtDocument].filter((format) => format.recognizes(fileOf(text)))).toEqual([]);
    },
  );

  test('at once behind a megabyte of blank lines, and not in nothing else', () => {
    const blank = ' \n'.repeat(500_000);
    expect(srtDocument.recognizes(fileOf(`${blank}1\n${cue(10, 'Hi.')}`))).toBe(true);
    expect(srtDocument.recognizes(fileOf(blank))).toBe(false);
  });
});
