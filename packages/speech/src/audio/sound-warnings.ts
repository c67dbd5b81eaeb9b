import type { Warning } from '@earshot/core';
import type { SoundSource } from './sound-source.js';

/** What is missing by less than both of these goes unmentioned: encoders and headers round. */
const MIN_MISSING_MS = 250;
const MIN_MISSING_PART = 0.01;

/** What to warn of in a recording of which so much sound came out. */
export async function soundWarnings(
  { promisedMs, strayBytes, facts }: SoundSource,
  sizeBytes: number,
  decodedMs: number,
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  if (promisedMs !== undefined && isMuch(promisedMs - decodedMs, promisedMs))
    warnings.push({
      code: 'recording_cut_off',
      explanation: `the file promises ${seconds(promisedMs)} of sound and holds ${seconds(decodedMs)}`,
    });
  const stray = (await strayBytes?.()) ?? 0;
  // How long that would be as sound.
  const strayMs = (stray * 8_000) / (facts.bitrateBps || (sizeBytes * 8_000) / Math.max(1, decodedMs));
  if (stray > MIN_STRAY_BYTES && stray > MIN_MISSING_PART * sizeBytes && strayMs > MIN_MISSING_MS)
    warnings.push({
      code: 'recording_damaged',
      explanation: `${stray} of the file's ${sizeBytes} bytes are neither sound nor anything else that is known`,
    });
  return warnings;
}

/** Smaller remainders are what programs leave behind. */
const MIN_STRAY_BYTES = 1_024;

function isMuch(missingMs: number, wholeMs: number): boolean {
  return missingMs > MIN_MISSING_MS && missingMs > MIN_MISSING_PART * wholeMs;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
