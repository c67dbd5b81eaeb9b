import { CallHash, type Notice } from '@earshot/core';

/** A notice that a call completed. */
export const aNotice: Notice = {
  id: '0'.repeat(64),
  kind: 'call.completed',
  hash: CallHash.parse('0123456789abcdef0123456789abcdef'),
  state: 'completed',
  atMs: Date.UTC(2026, 8, 14, 12),
};
