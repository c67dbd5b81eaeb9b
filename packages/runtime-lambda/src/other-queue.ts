import { EarshotError } from '@earshot/core';

/** A use case that this function doesn't have: its messages belong into the other queue, and end parked. */
export function otherQueue(name: 'start' | 'results'): { execute(): Promise<never> } {
  return {
    execute: async () => {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', `this message belongs into the ${name} queue`);
    },
  };
}
