import type { ErrorCode } from '../../errors.js';
import type { Failure } from '../../model/job.js';

/** What Bedrock Data Automation's words for an error mean. */
export interface BdaMeaning {
  readonly code: ErrorCode;
  /** The account has as many jobs as it may have. */
  readonly quota?: true;
}

/** One of these words about what a recording holds. Limits on names, requests or jobs are about something else. */
const ofMedia = (words: string) =>
  new RegExp(
    `^(?=.*\\b(?:file|formats?|audio|video|media|codecs?|duration|channels?|samples?)\\b)(?=.*(?:${words}))` +
      '(?!.*\\b(?:names?|keys?|paths?|ur[il]s?|tags?|tokens?|requests|jobs?|regions?|accounts?)\\b)',
    'is',
  );

/*
 * AWS documents the kinds of errors but no list of messages, so these rows go by words. The first row that matches counts:
 * messages name permissions and files together. A quota of something other than jobs, such as minutes of audio, never
 * counts as full: that would hold back every call. Unknown words mean nothing here: each caller has its own default.
 */
const MEANINGS: readonly (readonly [words: RegExp, meaning: BdaMeaning])[] = [
  [
    /(?:concurrent|simultaneous|open|active|running|in.progress|too many|number of)\b[^.]*\bjobs\b|concurrent job\b|\bjobs\b[^.]*\b(?:open|running|in progress|concurrently)\b/i,
    { code: 'EARSHOT_THROTTLED', quota: true },
  ],
  // The service says the first of recordings that it may not read, too.
  [/unable to read file|no ?such ?key|key does not exist/i, { code: 'EARSHOT_NOT_FOUND' }],
  [/access.{0,9}denied|not (?:authorized|have access)|permission|kms|encrypt/i, { code: 'EARSHOT_DENIED' }],
  [/profile|project|blueprint|output ?(?:location|config)/i, { code: 'EARSHOT_DENIED' }],
  [/input ?config/i, { code: 'EARSHOT_INVALID_INPUT' }],
  [
    ofMedia("(?:not|n't) support|unsupported|exceed|limit|maximum|minimum|too (?:large|long|short|small|many)"),
    { code: 'EARSHOT_NOT_SUPPORTED' },
  ],
  [ofMedia('corrupt|damaged|malformed|decod|empty|no audio'), { code: 'EARSHOT_UNREADABLE' }],
  [/quota|throttl|too many requests|rate (?:limit )?exceeded|\btps\b/i, { code: 'EARSHOT_THROTTLED' }],
];

/** Names that a message repeats may be any words. */
const NAMES = /\b(?:s3:\/\/|arn:)\S+/g;

/** What a message of the service says; `undefined` when it says nothing that is known. */
export function bdaMeaningOf(message: string): BdaMeaning | undefined {
  const said = message.replace(NAMES, '');
  return MEANINGS.find(([words]) => words.test(said))?.[1];
}

/** How a job failed, in the service's words: those of an event, of an answer about its status, or of its manifest. */
export interface BdaJobFault {
  /** `Failed With Client Error`, `ClientError`, `CLIENT_ERROR` and similar things. */
  readonly word: string;
  readonly type?: string | null | undefined;
  readonly message?: string | null | undefined;
}

/**
 * What Earshot records of a job that failed. It makes no difference who reports the failure: `code` depends on the kind
 * and the message alone. A fault of the service is worth another job. An error of the client's isn't, and is about the
 * recording where the message says nothing else.
 */
export function bdaJobFailure({ word, type, message }: BdaJobFault): { failure: Failure; retryable: boolean } {
  const reason = [type, message].filter(Boolean).join(': ') || word;
  if (!/client/i.test(word)) return { failure: { code: 'EARSHOT_UNAVAILABLE', reason }, retryable: true };
  const { code = 'EARSHOT_INVALID_INPUT' } = bdaMeaningOf(message ?? '') ?? {};
  return { failure: { code, reason }, retryable: false };
}
