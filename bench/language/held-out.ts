import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CALL_CATEGORIES } from '@earshot/core';
import type { MarkedText } from './accuracy.ts';
import { checkCalls, type LabeledCall } from './labeled-calls.ts';

/** One utterance and how it sounds. */
export interface SentimentItem {
  readonly text: string;
  readonly label: string;
}

/** The opening of a call and what the call is about. */
export interface CategoryItem {
  readonly segments: readonly { readonly speaker: number; readonly text: string }[];
  readonly label: string;
}

/** A part of a call with its sensitive words marked, and harmless words that look like them. */
export interface SensitiveDataItem {
  readonly segments: readonly (MarkedText & { readonly speaker: number })[];
}

const SENTIMENTS = ['positive', 'neutral', 'negative'];

/** 60 utterances of each sentiment. */
export function sentimentSet(): readonly SentimentItem[] {
  const items = read<SentimentItem>('sentiment');
  checkBalance(items, SENTIMENTS, 60);
  checkUtterances(items);
  return items;
}

/** 100 utterances of facts that are easily taken for feelings, of any sentiment. */
export function sentimentFactsSet(): readonly SentimentItem[] {
  const items = read<SentimentItem>('sentiment-facts');
  assert.equal(items.length, 100);
  checkUtterances(items);
  return items;
}

/** 60 whole calls. */
export function callSet(): readonly LabeledCall[] {
  const items = read<LabeledCall>('calls');
  assert.equal(items.length, 60);
  checkDistinct(items.map(({ segments }) => segments.map(({ text }) => text).join('\n')));
  checkCalls(items);
  return items;
}

/** 15 openings of calls of each category. */
export function categorySet(): readonly CategoryItem[] {
  const items = read<CategoryItem>('category');
  checkBalance(items, CALL_CATEGORIES, 15);
  checkDistinct(items.map(({ segments }) => segments.map(({ text }) => text).join('\n')));
  for (const { segments } of items) assert.ok(segments.length >= 1 && segments.length <= 4);
  return items;
}

/** 90 parts of calls with at least 90 sensitive and 110 harmless strings. */
export function sensitiveDataSet(): readonly SensitiveDataItem[] {
  const items = read<SensitiveDataItem>('sensitive-data');
  const segments = items.flatMap((item) => item.segments);
  assert.equal(items.length, 90);
  assert.ok(segments.flatMap(({ remove }) => remove).length >= 90);
  assert.ok(segments.flatMap(({ keep }) => keep).length >= 110);
  checkDistinct(items.map((item) => item.segments.map(({ text }) => text).join('\n')));
  for (const [index, item] of items.entries()) {
    for (const segment of item.segments) checkMarks(segment, index);
    for (const digits of item.segments.flatMap(({ remove }) => remove).map(digitsOf)) {
      if (digits.length >= 14) assert.ok(passesLuhn(digits), `item ${index}: a card number whose check digit is wrong`);
    }
  }
  return items;
}

function read<Item>(name: string): readonly Item[] {
  return JSON.parse(readFileSync(new URL(`held-out/${name}.json`, import.meta.url), 'utf8')) as Item[];
}

function checkUtterances(items: readonly SentimentItem[]): void {
  checkDistinct(items.map(({ text }) => text));
  for (const { text, label } of items) {
    assert.ok(SENTIMENTS.includes(label), 'an utterance with an unknown sentiment');
    const words = text.split(/\s+/).length;
    assert.ok(words >= 4 && words <= 30, `an utterance has ${words} words, not 4 to 30`);
  }
}

function checkBalance(items: readonly { readonly label: string }[], labels: readonly string[], each: number): void {
  assert.equal(items.length, labels.length * each);
  for (const label of labels) assert.equal(items.filter((item) => item.label === label).length, each, label);
}

function checkDistinct(texts: readonly string[]): void {
  const bare = texts.map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' '));
  assert.equal(new Set(bare).size, bare.length, 'two items say the same');
}

/** Each marked string occurs once, and none shares a character with another. */
function checkMarks({ text, remove, keep }: MarkedText, index: number): void {
  let rest = text;
  for (const words of [...remove, ...keep]) {
    assert.equal(text.split(words).length, 2, `item ${index}: a marked string does not occur exactly once`);
    assert.ok(rest.includes(words), `item ${index}: marked strings overlap`);
    rest = rest.replace(words, '\n');
  }
}

const SPOKEN_DIGITS = new Map(
  ['oh', 'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, place) => [
    word,
    String(Math.max(0, place - 1)),
  ]),
);

/** The digits of a number as written or read out; empty when it is not read digit by digit. */
function digitsOf(number: string): string {
  const parts = number.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const digits = parts.map((part) => SPOKEN_DIGITS.get(part) ?? part).join('');
  return /^\d+$/.test(digits) ? digits : '';
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
