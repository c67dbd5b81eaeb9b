import type { Ports } from '@earshot/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { Local } from './open-local.js';

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;

/** Binds every port to an open folder's adapters. A caller that opened the folder closes it. */
export function localModule({
  analyzer,
  source,
  deadLetters,
  records,
  insights,
  moments,
  sharedState,
  store,
  recordingStore,
}: Local): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(port('AudioAnalyzer')).toConstantValue(analyzer);
    bind(port('EventSource')).toConstantValue(source);
    bind(port('DeadLetters')).toConstantValue(deadLetters);
    bind(port('RecordRepository')).toConstantValue(records);
    bind(port('InsightRepository')).toConstantValue(insights);
    bind(port('MomentIndex')).toConstantValue(moments);
    bind(port('ResultStore')).toConstantValue(store);
    bind(port('RecordingStore')).toConstantValue(recordingStore);
    bind(port('SharedState')).toConstantValue(sharedState);
  });
}
