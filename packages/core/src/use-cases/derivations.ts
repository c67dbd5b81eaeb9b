import type { Ruleset } from '../coaching/ruleset.js';
import type { Digests } from '../model/call.js';
import type { Derivation } from '../ports/derivation.js';
import type { Embedder } from '../ports/embedder.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import type { MomentIndex } from '../ports/moment-index.js';
import type { ResultStore } from '../ports/result-store.js';
import { CoachDerivation } from './coach-derivation.js';
import type { EraseCallDeps } from './erase-call.js';
import { FilesDerivation, type FilesDerivationDeps } from './files-derivation.js';
import { SearchDerivation } from './search-derivation.js';

/** Whether and where calls are written as files. */
export interface FilesSetting extends Omit<FilesDerivationDeps, 'store'> {
  /** When false, no files are written, and erasing a call still removes its files. */
  readonly isOn: boolean;
  /** @defaultValue the app's own */
  readonly store?: FilesDerivationDeps['store'];
}

export interface SearchSettings {
  /** @defaultValue none: search finds words only */
  readonly embedder?: Embedder | undefined;
  /** Whether saving a call indexes only its words, and a later derivation embeds it. @defaultValue false */
  readonly isEmbeddedLater?: boolean | undefined;
}

/** What {@link derivationsOf} requires. A derivation without its port, or that is switched off, is left out. */
export interface DerivationsInput {
  readonly insights?: InsightRepository | undefined;
  readonly rulesets?: readonly Ruleset[] | undefined;
  readonly digests: Digests;
  readonly store: ResultStore;
  readonly files?: FilesSetting | undefined;
  readonly moments?: MomentIndex | undefined;
  readonly search?: SearchSettings | undefined;
  /** More of them, such as those of a runtime. @defaultValue none */
  readonly derivations?: readonly Derivation[] | undefined;
}

/** Data that is stored besides records. `whole`: all of it. `atOnce`: the part that a save waits for. */
export function derivationsOf(input: DerivationsInput): {
  readonly whole: readonly Derivation[];
  readonly atOnce: readonly Derivation[];
} {
  const { insights, rulesets, digests, store, files, moments, search = {}, derivations: more = [] } = input;
  const coaching = insights && rulesets && new CoachDerivation({ insights, rulesets, digests });
  const writing = files?.isOn ? new FilesDerivation({ store, ...files }) : undefined;
  const { embedder, isEmbeddedLater = embedder === undefined } = search;
  const searching = moments && new SearchDerivation({ index: moments, embedder });
  const searchingAtOnce = isEmbeddedLater ? moments && wordsFirst(moments) : searching;
  const present = (derivations: readonly (Derivation | undefined)[]) =>
    derivations.filter((derivation) => derivation !== undefined);
  return {
    whole: present([coaching, writing, searching, ...more]),
    atOnce: present([coaching, writing, searchingAtOnce, ...more]),
  };
}

/** Indexes the words of calls. Current entries, and their vectors, stay. */
function wordsFirst(index: MomentIndex): Derivation {
  const words = new SearchDerivation({ index });
  return {
    name: words.name,
    isCurrent: (call) => words.isCurrent(call),
    forget: (hash) => words.forget(hash),
    async derive(record) {
      if (!(await words.isCurrent(record))) return words.derive(record);
      return { notices: [], changes: { added: 0, changed: 0, withdrawn: 0, unchanged: 0 } };
    },
  };
}

/** Makes erasing remove files that were written before files were switched off. */
export function forgettingOf(
  { store, files }: Pick<DerivationsInput, 'store' | 'files'>,
  forget: EraseCallDeps['forget'],
): EraseCallDeps['forget'] {
  if (files === undefined || files.isOn) return forget;
  const written = new FilesDerivation({ store, ...files });
  return async (call) => [...((await forget?.(call)) ?? []), ...(await written.remove(call.hash))];
}
