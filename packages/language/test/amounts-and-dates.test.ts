import { expect, it } from 'vitest';
import { amountsAndDatesIn } from '../src/amounts-and-dates.js';

it.each([
  ['It was $12.50 on Monday.', ['$12.50', 'Monday']],
  ['That is 12.50 pounds.', ['12.50 pounds']],
  ['Version 12.50 is out.', []],
])('finds amounts of money and dates: %s', (text, found) => {
  expect(amountsAndDatesIn(text)).toEqual(found);
});
