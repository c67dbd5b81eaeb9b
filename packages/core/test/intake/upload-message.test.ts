import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYOUT, isEarshotError } from '../../src/index.js';
import { readUploadMessage } from '../../src/intake/upload-message.js';

const read = (message: unknown) => readUploadMessage(message, DEFAULT_LAYOUT);
const GIB = 1_024 ** 3;

function faultOf(message: unknown) {
  try {
    read(message);
  } catch (error) {
    return isEarshotError(error) ? [error.code, error.details['field']] : error;
  }
  return undefined;
}

describe('what is said of a recording before it is uploaded', () => {
  it('names its type by the suffix, unless it is said', () => {
    const typeOf = (more: object) => read({ file_name: 'a.WAV', size_bytes: 1, ...more }).contentType;
    expect(typeOf({})).toBe('audio/wav');
    expect(typeOf({ file_name: 'a.mp4' })).toBe('video/mp4');
    expect(typeOf({ content_type: 'Audio/WebM; codecs=opus' })).toBe('audio/webm');
  });

  it('may name a file with its folders, of which only the name counts', () => {
    for (const file_name of ['C:\\fakepath\\call 1.v2.Mp3', '/home/ana/call 1.v2.mp3', 'call 1.v2.mp3']) {
      expect(read({ file_name, size_bytes: 1 })).toMatchObject({ stem: 'call 1.v2', suffix: '.mp3' });
    }
  });

  it('may name a file with a character that no URI takes, which is left out', () => {
    expect(read({ file_name: 'a\0b.wav', size_bytes: 1 })).toMatchObject({ stem: 'ab', suffix: '.wav' });
    expect(faultOf({ file_name: '\0', size_bytes: 1 })).toEqual(['EARSHOT_INVALID_INPUT', 'file_name']);
  });

  it('is refused with the field that is wrong', () => {
    const good = { file_name: 'a.wav', size_bytes: 1 };
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`);
    const wrong: readonly (readonly [object, string])[] = [
      [{ file_name: '' }, 'file_name'],
      [{ file_name: 'notes.txt' }, 'file_name'],
      [{ file_name: 'wav' }, 'file_name'],
      [{ size_bytes: 0 }, 'size_bytes'],
      [{ size_bytes: 1.5 }, 'size_bytes'],
      [{ size_bytes: '1' }, 'size_bytes'],
      [{ content_type: 'text/html' }, 'content_type'],
      [{ content_type: 'audio/wav\r\nx: y' }, 'content_type'],
      [{ call_id: 'a\nb' }, 'call_id'],
      [{ recorded_at: '2026-09-14' }, 'recorded_at'],
      [{ metadata: { pad: 'ü'.repeat(1_100) } }, 'metadata'],
      [{ metadata: deep }, 'metadata'],
      [{ kind: 'movie' }, 'kind'],
      [{ callId: 'call-1' }, 'upload'],
    ];
    expect(faultOf(good)).toBeUndefined();
    for (const [change, field] of wrong) {
      expect([change, faultOf({ ...good, ...change })]).toEqual([change, ['EARSHOT_INVALID_INPUT', field]]);
    }
    expect(faultOf([])).toEqual(['EARSHOT_INVALID_INPUT', 'upload']);
  });

  it('may say 2 GiB of sound, and 10 GiB of a movie', () => {
    const sized = (size_bytes: number, more: object) => faultOf({ file_name: 'a.mp4', size_bytes, ...more });
    const tooLarge = ['EARSHOT_INVALID_INPUT', 'size_bytes'];
    expect([sized(2 * GIB, { kind: 'audio' }), sized(2 * GIB + 1, { kind: 'audio' })]).toEqual([undefined, tooLarge]);
    expect([sized(10 * GIB, {}), sized(10 * GIB + 1, {})]).toEqual([undefined, tooLarge]);
    expect(sized(2 * GIB + 1, { file_name: 'a.wav' })).toEqual(tooLarge);
    expect(sized(2 * GIB + 1, { file_name: 'a.wav', kind: 'video' })).toBeUndefined();
  });
});
