import { type AudioAnalyzer, CANCELLED, EarshotError, JobId, type JobStatus, ObjectUri } from '@earshot/core';
import { type AudioAnalyzerContext, audioAnalyzerContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { aside, describeMutants, withChanges } from './describe-mutants.js';
import { analyzerContext } from './memory-contexts.js';

const UNFIT = ObjectUri.parse('s3://contract/uploads/notes.txt');
const ABSENT = ObjectUri.parse('s3://contract/uploads/nothing.wav');

/** What {@link looking} answers. */
interface Answers {
  readonly denied: EarshotError;
  readonly full: EarshotError;
}

const ANSWERS: Answers = {
  denied: new EarshotError('EARSHOT_DENIED', 'not yours', { details: { action: 'files:Read' } }),
  full: new EarshotError('EARSHOT_THROTTLED', 'no room', { details: { quota: true } }),
};

/** An analyzer that looks at recordings before it takes them on, and takes on only so many. */
function looking({ denied, full }: Answers): AudioAnalyzerContext {
  const forbidden = new Set<string>();
  let isFull = false;
  return {
    ...changed(analyzerContext(), (analyzer) => ({
      start: async (request) => {
        if (request.media.uri === UNFIT) throw new EarshotError('EARSHOT_INVALID_INPUT', 'a text file');
        if (request.media.uri === ABSENT) throw new EarshotError('EARSHOT_NOT_FOUND', 'no recording');
        if (forbidden.has(request.media.uri)) throw denied;
        if (isFull) throw full;
        return analyzer.start(request);
      },
      progress: progressOf(analyzer),
    })),
    permit: ({ media: { uri } }, permitted) => void (permitted ? forbidden.delete(uri) : forbidden.add(uri)),
    fill: (now) => {
      isFull = now;
    },
  };
}

/** How far the jobs of an analyzer are that doesn't say. */
const progressOf = (analyzer: AudioAnalyzer) => async (jobId: JobId) => {
  await analyzer.status(jobId);
  return { stage: 'transcribing', doneMs: 1, totalMs: 2 } as const;
};

const correct = () => looking(ANSWERS);

function changed(
  context: AudioAnalyzerContext,
  change: (real: AudioAnalyzer, context: AudioAnalyzerContext) => Partial<AudioAnalyzer>,
): AudioAnalyzerContext {
  return { ...context, analyzer: withChanges(context.analyzer, (real) => change(real, context)) };
}

function mutant(change: (real: AudioAnalyzer, context: AudioAnalyzerContext) => Partial<AudioAnalyzer>) {
  return () => changed(analyzerContext(), change);
}

const anyKey = (seed: number) => seed.toString(16).padStart(64, 'e');

/** Starts every request as a job of its own. */
const forgetful = mutant((analyzer) => {
  let starts = 0;
  return { start: (request) => analyzer.start({ ...request, idempotencyKey: anyKey(starts++) }) };
});

/** Looks up a key, and starts a job later. */
const racing = mutant((analyzer) => {
  const jobs = new Map<string, JobId>();
  let starts = 0;
  return {
    start: async (request) => {
      const known = jobs.get(request.idempotencyKey);
      if (known !== undefined) return { jobId: known };
      await aside();
      const started = await analyzer.start({ ...request, idempotencyKey: anyKey(starts++) });
      jobs.set(request.idempotencyKey, started.jobId);
      return started;
    },
  };
});

/** Answers as specified. */
const telling = (change: (status: JobStatus) => JobStatus) =>
  mutant((analyzer) => ({ status: async (jobId) => change(await analyzer.status(jobId)) }));

const shared = analyzerContext();

/** An analyzer that takes on only the recordings that were made ready for it. */
function preparing(): AudioAnalyzerContext {
  const { begun: _, ...context } = analyzerContext();
  const ready = new Set<string>();
  return {
    ...changed(context, (analyzer) => ({
      start: async (request) => {
        if (ready.has(request.media.uri)) return analyzer.start(request);
        throw new EarshotError('EARSHOT_NOT_FOUND', 'no recording');
      },
    })),
    request: async (request) => {
      ready.add(request.media.uri);
      return request;
    },
  };
}

describe('audioAnalyzerContract of an analyzer that needs its recordings made ready', () => {
  registerContract(audioAnalyzerContract(preparing), it);
});

describeMutants('audioAnalyzerContract', {
  contract: (create) =>
    audioAnalyzerContract(create, {
      unfit: (request) => ({ ...request, media: { uri: UNFIT } }),
      absent: (request) => ({ ...request, media: { uri: ABSENT } }),
      permissions: true,
      jobQuota: true,
      cancels: true,
      reportsProgress: true,
    }),
  correct,
  mutants: {
    'two analyzers know nothing of each other': () => shared,
    'after a start the job exists, and runs': mutant((analyzer) => ({
      start: async (request) => {
        const { jobId } = await analyzer.start(request);
        return { jobId: JobId.parse(`job-${jobId}`) };
      },
    })),
    'starting again with the same key names the same job': forgetful,
    'parallel starts with the same key name the same job': racing,
    'the same key names the same job when the job has ended, and starts nothing': mutant((analyzer) => {
      const restarted = new Set<string>();
      return {
        start: async (request) => {
          const known = await analyzer.status(JobId.parse(request.idempotencyKey)).catch(() => undefined);
          if (known?.state !== 'failed') return analyzer.start(request);
          restarted.add(request.idempotencyKey);
          return analyzer.start(request);
        },
        status: async (jobId) => (restarted.has(jobId) ? { state: 'running' } : analyzer.status(jobId)),
      };
    }),
    'different keys name different jobs, even for one recording': mutant((analyzer) => ({
      start: async (request) => {
        const sameRecording = request.media.uri.length.toString(16).padStart(64, '0');
        return analyzer.start({ ...request, idempotencyKey: sameRecording });
      },
    })),
    'there are as many jobs as keys, in whatever order and company they are started': racing,
    'call ids and recordings of any name are taken on': mutant((analyzer) => ({
      start: async (request) => {
        if (/^[\w ]+$/.test(request.callId)) return analyzer.start(request);
        throw new EarshotError('EARSHOT_INVALID_INPUT', 'letters, digits and spaces, please');
      },
    })),
    'status rejects with EARSHOT_NOT_FOUND for a job that is not known': mutant((analyzer) => ({
      status: (jobId) => analyzer.status(jobId).catch(() => ({ state: 'running' })),
    })),
    'the status of a job that succeeded names its manifest': telling((status) =>
      status.state === 'succeeded' ? { ...status, resultUri: ObjectUri.parse(`${status.resultUri}/`) } : status,
    ),
    'a failed analysis is an answer, with code and reason, and not an error': telling((status) => {
      if (status.state !== 'failed') return status;
      throw new EarshotError('EARSHOT_UNAVAILABLE', status.failure.reason);
    }),
    'the end of one job leaves the others running': () => {
      const context = analyzerContext();
      const started: JobId[] = [];
      return {
        ...changed(context, (analyzer) => ({
          start: async (request) => {
            const job = await analyzer.start(request);
            started.push(job.jobId);
            return job;
          },
        })),
        succeed: (_, resultUri) => {
          for (const jobId of started) void context.succeed(jobId, resultUri);
        },
      };
    },
    'status changes nothing, however often it is asked': mutant((analyzer) => {
      const asked = new Map<JobId, number>();
      return {
        status: async (jobId) => {
          asked.set(jobId, (asked.get(jobId) ?? 0) + 1);
          if (asked.get(jobId) === 3)
            return { state: 'failed', failure: { code: 'TIMEOUT', reason: 'asked too often' } };
          return analyzer.status(jobId);
        },
      };
    }),
    'changing a request after the start changes nothing': mutant((analyzer) => {
      const requests: { idempotencyKey: string }[] = [];
      return {
        start: async (request) => {
          requests.push(request);
          return analyzer.start(request);
        },
        status: async (jobId) => {
          if (requests.some(({ idempotencyKey }) => idempotencyKey === jobId)) return analyzer.status(jobId);
          throw new EarshotError('EARSHOT_NOT_FOUND', 'no such job');
        },
      };
    }),
    'changing what status gave changes nothing': mutant((analyzer) => {
      const given = new Map<JobId, JobStatus>();
      return {
        status: async (jobId) => {
          const status = given.get(jobId) ?? (await analyzer.status(jobId));
          given.set(jobId, status);
          return status;
        },
      };
    }),
    'a recording that can never be analysed is refused as such': () => analyzerContext(),
    'a recording that is not there is refused as such': () => analyzerContext(),
    'a recording that may not be read is denied, with the action that is missing, until it may be read': () =>
      looking({ ...ANSWERS, denied: new EarshotError('EARSHOT_DENIED', 'not yours') }),
    'with as many jobs as there may be, a start is throttled by a quota, and succeeds when there is room': () =>
      looking({ ...ANSWERS, full: new EarshotError('EARSHOT_THROTTLED', 'slower') }),
    'a cancelled job has failed with the code CANCELLED, whatever its analysis comes to, and is not retryable': telling(
      (status) =>
        status.state === 'failed' && status.failure.code === CANCELLED ? { ...status, retryable: true } : status,
    ),
    'cancelling again changes nothing, and answers the same': mutant((analyzer) => {
      const cancelled = new Set<JobId>();
      return {
        cancel: async (jobId) => {
          if (cancelled.has(jobId)) return 'ended';
          cancelled.add(jobId);
          return (await analyzer.cancel?.(jobId)) ?? 'ended';
        },
      };
    }),
    'a job that has ended is not cancelled any more': mutant((analyzer) => {
      const cancelled = new Set<JobId>();
      return {
        cancel: async (jobId) => {
          cancelled.add(jobId);
          return 'cancelled';
        },
        status: async (jobId) =>
          cancelled.has(jobId)
            ? { state: 'failed', failure: { code: CANCELLED, reason: 'cancelled' } }
            : analyzer.status(jobId),
      };
    }),
    'cancelling one job leaves the others running': mutant((analyzer) => {
      const started: JobId[] = [];
      return {
        start: async (request) => {
          const job = await analyzer.start(request);
          started.push(job.jobId);
          return job;
        },
        cancel: async () => {
          for (const jobId of started) await analyzer.cancel?.(jobId);
          return 'cancelled';
        },
      };
    }),
    'the key of a cancelled job names it, and starts nothing': mutant((analyzer) => {
      const cancelled = new Set<JobId>();
      return {
        start: async (request) => {
          const isCancelled = cancelled.has(JobId.parse(request.idempotencyKey));
          return analyzer.start(isCancelled ? { ...request, idempotencyKey: anyKey(1) } : request);
        },
        cancel: async (jobId) => {
          cancelled.add(jobId);
          return (await analyzer.cancel?.(jobId)) ?? 'ended';
        },
      };
    }),
    'cancel rejects with EARSHOT_NOT_FOUND for a job that is not known': mutant(() => ({
      cancel: async () => 'cancelled',
    })),
    'the progress of a running job is part of the whole, and asking changes nothing': mutant((analyzer) => ({
      progress: async (jobId) => ({ ...(await progressOf(analyzer)(jobId)), totalMs: 0 }),
    })),
    'progress rejects with EARSHOT_NOT_FOUND for a job that is not known': mutant(() => ({
      progress: async () => ({ stage: 'waiting', doneMs: 0 }),
    })),
  },
});
