import type { EventSource, Ports, ResultStore } from '@earshot/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;

/** Puts folders on disk in the place of the result store and the event source that are bound already. */
export function folderModule(source: EventSource, store: ResultStore): ContainerModule {
  return new ContainerModule(({ rebind }) => {
    rebind(port('EventSource')).toConstantValue(source);
    rebind(port('ResultStore')).toConstantValue(store);
  });
}
