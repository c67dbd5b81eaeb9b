import type { SqliteDeadLetters } from '@earshot/adapters-local';
import type { ParkedQueue } from '../parked-queue.js';

/** The parked messages of this machine's queue. */
export function sqliteParkedQueue(letters: SqliteDeadLetters): ParkedQueue {
  return {
    name: 'local',
    countsLooks: false,
    list: (options) => letters.list(options),
    show: (id) => letters.show(id),
    count: async () => (await letters.count()).waiting,
    async redrive(_, onMoved) {
      const { moved } = await letters.redrive();
      onMoved(moved);
      return { moved };
    },
  };
}
