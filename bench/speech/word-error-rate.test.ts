import { describe, expect, it } from 'vitest';
import { spokenWords } from './spoken-words.ts';
import { errorRate, wordErrors } from './word-error-rate.ts';

describe('the words of a text', () => {
  it.each([
    ['Extension 1234.', 'extension one two three four'],
    ['Dial 8500 now', 'dial eight five zero zero now'],
    ['Dial 500', 'dial five hundred'],
    ['a 28.8 kilobit modem', 'a twenty eight point eight kilobit modem'],
    ['on the 3rd', 'on the third'],
    ['the zip code 94110', 'the zip code nine four one one oh'],
    ["I'm afraid you can't; it's late", 'I am afraid you cannot; it is late'],
    ['Press # or *', 'press pound or star'],
    ['visit www.asterisk.org', 'visit www dot asterisk dot org'],
    ['Mr. Smith is OK', 'mister smith is okay'],
    ['at 5 p.m.', 'at five PM'],
    ['Um, yes', 'yes'],
  ])('are the same however they are written: %s', (one, other) => {
    expect(spokenWords(one)).toEqual(spokenWords(other));
  });

  it('keep numbers apart that are said one after the other', () => {
    expect(spokenWords('twenty one, two hundred five, five twenty, ten one').join(' ')).toBe('2 1 2 0 5 5 2 0 1 0 1');
  });
});

describe('errors', () => {
  it('are words that are wrong, missing or too many', () => {
    expect(wordErrors('please hold the line', 'please hold the line')).toEqual({ errors: 0, words: 4 });
    expect(wordErrors('please hold the line', 'please fold the line')).toEqual({ errors: 1, words: 4 });
    expect(wordErrors('please hold the line', 'please hold line')).toEqual({ errors: 1, words: 4 });
    expect(wordErrors('please hold the line', 'oh please do hold the line')).toEqual({ errors: 2, words: 4 });
    expect(wordErrors('', 'thank you')).toEqual({ errors: 2, words: 0 });
  });

  it('are not where a word is divided', () => {
    expect(wordErrors('leave a voice mail', 'leave a voicemail')).toEqual({ errors: 0, words: 4 });
    expect(wordErrors('your voicemail', 'your voice mail')).toEqual({ errors: 0, words: 2 });
  });

  it('are a rate over all that was said', () => {
    expect(
      errorRate([
        { errors: 1, words: 10 },
        { errors: 3, words: 30 },
      ]),
    ).toBe(10);
  });
});
