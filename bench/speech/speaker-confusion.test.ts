import { expect, it } from 'vitest';
import { speakerConfusion } from './speaker-confusion.ts';

const time = (speaker: number, start: number, end: number) => ({ speaker, start, end });

it('names of speakers do not matter, but who is taken for whom does', () => {
  const known = [time(0, 0, 10), time(1, 10, 20)];
  expect(speakerConfusion(known, [time(7, 0, 10), time(3, 10, 20)], 20)).toEqual({ wrong: 0, counted: 20 });
  expect(speakerConfusion(known, [time(7, 0, 12), time(3, 12, 20)], 20)).toEqual({ wrong: 2, counted: 20 });
  expect(speakerConfusion(known, [time(0, 0, 20)], 20)).toEqual({ wrong: 10, counted: 20 });
});

it('a speaker too many is wrong, and overlaps and what was not found do not count', () => {
  const known = [time(0, 0, 10), time(1, 8, 20)];
  expect(speakerConfusion(known, [time(0, 0, 10), time(1, 10, 16), time(2, 16, 18)], 20)).toEqual({
    wrong: 2,
    counted: 16,
  });
});
