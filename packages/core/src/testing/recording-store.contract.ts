import { type ContractCase, casesOver } from './contract.js';
import {
  type RecordingStoreContext,
  type RecordingStoreContractOptions,
  recordingsInCase,
} from './recording-store.context.js';
import { recordingReadingCases } from './recording-store-reading.cases.js';
import { recordingUploadCases } from './recording-store-uploads.cases.js';

/**
 * What every {@link RecordingStore} must keep to, as cases. All recordings of one context are in one bucket.
 * @param create gives a fresh store at each call, and how requests reach its signed URLs
 */
export function recordingStoreContract(
  create: () => RecordingStoreContext | Promise<RecordingStoreContext>,
  options: RecordingStoreContractOptions,
): readonly ContractCase[] {
  const maker = casesOver(async () => recordingsInCase(await create()), options);
  return [...recordingReadingCases(maker), ...recordingUploadCases(maker, options)];
}
