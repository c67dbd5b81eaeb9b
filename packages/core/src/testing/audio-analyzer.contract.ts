import type { AudioAnalyzer } from '../ports/audio-analyzer.js';
import { inCase } from './analyzer-in-case.js';
import type { AudioAnalyzerContext, AudioAnalyzerContractOptions } from './audio-analyzer.context.js';
import { audioAnalyzerCancelCases } from './audio-analyzer-cancel.cases.js';
import { audioAnalyzerRefusalCases, audioAnalyzerStartCases } from './audio-analyzer-start.cases.js';
import { audioAnalyzerStatusCases } from './audio-analyzer-status.cases.js';
import { type ContractCase, casesOver } from './contract.js';

/** What every {@link AudioAnalyzer} must keep to, as cases. `create` gives a fresh analyzer at each call. */
export function audioAnalyzerContract(
  create: () => AudioAnalyzerContext | Promise<AudioAnalyzerContext>,
  options: AudioAnalyzerContractOptions = {},
): readonly ContractCase[] {
  const maker = casesOver(async () => inCase(await create()), options);
  return [
    ...audioAnalyzerStartCases(maker),
    ...audioAnalyzerStatusCases(maker),
    ...audioAnalyzerRefusalCases(maker, options),
    ...audioAnalyzerCancelCases(maker, options),
  ];
}
