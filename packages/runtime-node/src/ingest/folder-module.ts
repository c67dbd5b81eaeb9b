import type { Ports } from '@earshot/core';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { FolderEventSource } from './folder-event-source.js';
import type { FolderResultStore } from './folder-result-store.js';

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;

/** Puts folders on disk in the place of the result store and the event source that are bound already. */
export function folderModule(source: FolderEventSource, store: FolderResultStore): ContainerModule {
  return new ContainerModule(({ rebind }) => {
    rebind(port('EventSource')).toConstantValue(source);
    rebind(port('ResultStore')).toConstantValue(store);
  });
}
