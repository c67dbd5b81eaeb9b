import type { ResultFormat } from '@earshot/core';

/** Documents of any name in a folder `a-job`, of which the last is `result`. */
export const jobFormat: ResultFormat = {
  name: 'any',
  jobAt(path) {
    const [output, before] = /^(.*?)a-job\//.exec(path) ?? [];
    return output === undefined || before === undefined
      ? undefined
      : { job: 'a-job', before, output, result: `${output}result` };
  },
  placeOf: (_, name) => name,
  read: async () => ({ state: 'ignored', reason: 'this format is only for places' }),
};
