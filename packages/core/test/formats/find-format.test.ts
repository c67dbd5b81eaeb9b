import { describe, expect, test } from 'vitest';
import {
  EarshotError,
  FORMATS,
  findFormat,
  type JobPlace,
  jobOfDocument,
  type ObjectUri,
  placeOfDocument,
  type ResultFormat,
} from '../../src/index.js';

function format(name: string, members: Partial<ResultFormat> = {}): ResultFormat {
  return {
    name,
    jobAt: () => undefined,
    placeOf: () => undefined,
    read: () => Promise.reject(new Error(name)),
    ...members,
  };
}
const refusing = (name: string, error: Error) =>
  format(name, {
    placeOf: () => {
      throw error;
    },
  });
const unreadable = (message: string) => new EarshotError('EARSHOT_UNREADABLE', message);
const bytes = new Uint8Array();

describe('the format of a path', () => {
  const place = (name: string): JobPlace => ({ job: name, before: 'a/', output: 'a/b/', result: 'a/b/c' });

  test('is the first that recognizes it', () => {
    const formats = ['one', 'two'].map((name) => format(name, { jobAt: () => place(name) }));
    expect(findFormat([format('none'), ...formats], 'a/b/x')).toMatchObject({
      format: { name: 'one' },
      place: place('one'),
    });
    expect(findFormat([format('none')], 'a/b/x')).toBeUndefined();
  });

  test.each([
    ['that holds other jobs too', { output: 'a/' }],
    ['elsewhere', { output: 'z/b/', result: 'z/b/c' }],
    ['beside the object', { output: 'a/y/', result: 'a/y/c' }],
    ['without the result', { result: 'a/c' }],
    ['of one document, with a result beside it', { output: 'a/b/x', result: 'a/b/x.done' }],
  ])('may not give a job an output %s: erasing the call would erase that', (_, wrong) => {
    const broken = format('broken', { jobAt: () => ({ ...place('b'), ...wrong }) });
    expect(() => findFormat([broken], 'a/b/x')).toThrow('format broken');
  });

  test('may give a job the document as its only one', () => {
    const whole = format('whole', { jobAt: (path) => ({ job: 'b', before: 'a/', output: path, result: path }) });
    expect(findFormat([whole], 'a/b.json')).toMatchObject({ place: { output: 'a/b.json', result: 'a/b.json' } });
  });

  test('is that of a job’s folder, if another would take the document alone', () => {
    const alone = format('alone', { jobAt: (path) => ({ job: 'x', before: 'a/', output: path, result: path }) });
    const folder = format('folder', { jobAt: () => place('b') });
    expect(findFormat([alone, folder], 'a/b/c')).toMatchObject({ format: { name: 'folder' } });
    const key = 's3://b/Analysis/Voice/job/earshot-import/transcribe/x.json';
    expect(findFormat(FORMATS, key)).toMatchObject({ format: { name: 'transcribe' }, place: { job: 'job' } });
    const pca = 's3://b/parsedFiles/x.json';
    expect(findFormat(FORMATS, pca)).toMatchObject({ format: { name: 'pca' }, place: { output: pca } });
  });

  test('is named where there is none', () => {
    expect(() => jobOfDocument(FORMATS, 's3://b/notes.txt' as ObjectUri)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_NOT_SUPPORTED',
        details: expect.objectContaining({
          uri: 's3://b/notes.txt',
          expected: expect.stringContaining('earshot, '),
        }),
      }),
    );
  });
});

describe('the place of a document', () => {
  test('is given by the first format that recognizes it, whichever refused it before', () => {
    const [one, two] = [format('one', { placeOf: () => '1' }), format('two', { placeOf: () => '2' })];
    expect(placeOfDocument([format('none'), refusing('no', unreadable('no')), one, two], bytes, 'x')).toBe('1');
    expect(placeOfDocument([format('none')], bytes, 'x')).toBeUndefined();
  });

  test('is refused as the first refused it, when none recognizes it', () => {
    const formats = [refusing('a', unreadable('first')), refusing('b', unreadable('second')), format('none')];
    expect(() => placeOfDocument(formats, bytes, 'x')).toThrow('first');
  });

  test('is refused in the name of the formats that files of its suffix have', () => {
    const captions = ['vtt', 'srt'].map((name) => format(name, { documentSuffixes: [`.${name}`] }));
    const formats = [
      refusing('a', unreadable('not JSON')),
      ...captions,
      format('other', { documentSuffixes: ['.json'] }),
    ];
    const expected = 'a document in the format srt';
    const refusal = expect.objectContaining({
      code: 'EARSHOT_UNREADABLE',
      details: expect.objectContaining({ expected }),
    });
    expect(() => placeOfDocument(formats, bytes, 'call.1.SRT')).toThrow(refusal);
    for (const name of ['call.json', 'srt', 'call.txt']) {
      expect(() => placeOfDocument(formats, bytes, name)).toThrow('not JSON');
    }
  });

  test('is not looked for further when a format breaks', () => {
    const formats = [refusing('a', new RangeError('a bug')), format('one', { placeOf: () => '1' })];
    expect(() => placeOfDocument(formats, bytes, 'x')).toThrow(RangeError);
  });
});
