import { csvCell, markdownText, printable, printableJson, printableLines } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from './hostile-text.js';

/** Whatever a terminal takes for a command, or shows in another order than it has. */
const COMMANDS = /[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

describe('text for outside', () => {
  it.each(Object.entries({ printable, printableLines, csvCell, markdownText }))(
    'holds nothing that commands a terminal: %s',
    (_name, safe) => {
      fc.assert(fc.property(hostileText, (text) => void expect(safe(text)).not.toMatch(COMMANDS)));
    },
  );

  it('is on one line, for whatever takes a line break for an end', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(printable, markdownText), (text, safe) => {
        expect(safe(text)).not.toContain('\n');
      }),
    );
  });

  it('is as it was where it is plain', () => {
    const plain = 'Grüße, 日本語 – שלום 👋🏽\u200f (100 %)';
    for (const safe of [printable, printableLines, markdownText]) expect(safe(plain)).toBe(plain);
  });
});

describe('printableJson', () => {
  it('says the same as JSON, and commands no terminal', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, fc.array(hostileText)), (value) => {
        const text = printableJson(value, 2);
        expect(text).not.toMatch(COMMANDS);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('csvCell', () => {
  it('reads back by RFC 4180 as the text, but for apostrophes before what would be a formula', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const cell = csvCell(text);
        const isQuoted = cell.startsWith('"');
        const read = isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        if (isQuoted) expect(cell.slice(1, -1).replaceAll('""', '')).not.toContain('"');
        else expect(cell).not.toMatch(/[",\n]/);
        expect(read.replaceAll("'", '')).toBe(printableLines(text).replaceAll("'", ''));
        expect(read.length - printableLines(text).length).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('begins no formula, wherever a spreadsheet splits that knows no quotes in the middle of a cell', () => {
    fc.assert(
      fc.property(fc.array(hostileText), (texts) => {
        const row = texts.map(csvCell).join(',');
        for (const cell of [...texts.map(csvCell), ...row.split(/[;\t\r\n]/)]) {
          expect(cell.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
        }
      }),
    );
  });
});

describe('markdownText', () => {
  it.each([
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['+ item', '\\+ item'],
    ['1. item', '1\\. item'],
    ['20) item', '20\\) item'],
    ['=====', '\\====='],
    ['---', '\\---'],
    ['~~~', '\\~\\~\\~'],
    ['```', '\\`\\`\\`'],
    ['> quote', '\\> quote'],
    ['    code', 'code'],
    ['\tcode', 'code'],
    ['| a | b |', '\\| a \\| b \\|'],
    ['&#x202e;', '\\&\\#x202e;'],
    ['<!-- -->', '\\<!-- --\\>'],
    ['![a](b)', '!\\[a\\](b)'],
    ['*a* _b_ c\\', '\\*a\\* \\_b\\_ c\\\\'],
    ['a\r\n\r# b', 'a \\# b'],
    ['5.5 - 3 = 2.5', '5\\.5 - 3 = 2.5'],
  ])('keeps text from being markup: %j', (text, escaped) => {
    expect(markdownText(text)).toBe(escaped);
  });
});
