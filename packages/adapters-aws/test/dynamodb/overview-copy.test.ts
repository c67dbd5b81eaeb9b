import { overviewOf } from '@earshot/core';
import { callRecordArbitrary } from '@earshot/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSize } from '../../src/dynamodb/item.js';
import { overviewCopy, POINTER_OVERVIEW, readOverviewCopy } from '../../src/dynamodb/overview-copy.js';
import { readItem, toItem } from '../../src/dynamodb/record-item.js';
import { sampleAnalysis, sampleCall } from './sample-call.js';

const copied = (copy: unknown) => readOverviewCopy({ [POINTER_OVERVIEW]: copy });

describe('a copy of an overview', () => {
  it('says what the item says, for any record', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), (record) => {
        const item = toItem(record, 8);
        expect(copied(overviewCopy(item))).toEqual(readItem(item).overview);
      }),
      { numRuns: 50 },
    );
    expect(copied(overviewCopy(toItem(sampleCall(1), 8)))).toEqual(overviewOf(sampleCall(1)));
  });

  it('leaves room in a kilobyte for the keys of a pointer, where summaries are a few sentences long', () => {
    const analysis = sampleAnalysis(60, {
      callSummary:
        'The customer reports that a parcel was marked as delivered on Monday, and was not at the door. The agent finds that ' +
        'the driver left it two houses down, refunds the shipping, and explains how to change the address of the next order.',
      audioSummary:
        'A customer and an agent of a shop speak about a parcel at a neighbour, a refund, and a new address.',
    });
    const item = toItem(sampleCall(1, { analysis }), 8);
    expect(overviewCopy(item).byteLength).toBeLessThan(700);
    expect(itemSize({ copy: JSON.stringify(readItem(item).overview) })).toBeGreaterThan(1_024);
  });

  it.each([
    ['no bytes', undefined],
    ['a map, as in the item of a call', {}],
    ['other bytes', new Uint8Array([1, 2, 3])],
    ['a part of one', overviewCopy(toItem(sampleCall(1), 8)).subarray(0, 100)],
    ['a copy of what is no record', overviewCopy({ hash: 'x' })],
  ])('that is %s is none', (_name, copy) => {
    expect(copied(copy)).toBeUndefined();
  });
});
