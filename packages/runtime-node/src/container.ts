import 'reflect-metadata';
import { nodePlatform } from '@earshot/adapters-memory/node';
import {
  createEarshot,
  DEFAULT_LAYOUT,
  type DeadLetters,
  type Earshot,
  type EarshotOptions,
  objectUri,
  type Ports,
  type SearchSettings,
} from '@earshot/core';
import { Container, type ContainerModule, type ServiceIdentifier } from 'inversify';

export interface AppSettings extends Omit<EarshotOptions, 'ports' | 'outputs'> {
  /** Bucket that results go to. @defaultValue earshot */
  readonly resultsBucket?: string;
  /** URI scheme of results. @defaultValue s3 */
  readonly resultsScheme?: string;
  /** Signs page tokens and sessions. Processes that serve the same pages share it. @defaultValue random */
  readonly tokenSecret?: string | Uint8Array | undefined;
  /** @defaultValue the machine's clock */
  readonly now?: (() => Date) | undefined;
  /** The dead-lettered messages of queues, by the names of the queues. @defaultValue none */
  readonly deadLetters?: App['deadLetters'];
  /** Where a module binds a `MomentIndex`. @defaultValue calls aren't indexed for search */
  readonly search?: SearchSettings | undefined;
}

/** {@link Earshot}, and the names of its adapters. */
export interface App extends Earshot {
  readonly deadLetters: readonly { readonly name: string; readonly letters: DeadLetters }[] | undefined;
  /** Which adapter plugs into each port, by the port's name. */
  readonly adapters: Readonly<Partial<Record<keyof Ports, string>>>;
}

/** MD5 and SHA-256. */
export const { digests } = nodePlatform();

const port = <K extends keyof Ports>(name: K) => name as ServiceIdentifier<Ports[K]>;
const PLUGS = [
  'AudioAnalyzer',
  'EventSource',
  'InsightRepository',
  'MomentIndex',
  'RecordingStore',
  'RecordRepository',
  'ResultStore',
  'SharedState',
] as const;

/**
 * Composes the use cases over the ports that the modules bind. A required port that no module binds is an error at once;
 * without an optional one, the features that need it are absent.
 */
export function composeApp(modules: readonly ContainerModule[], settings: AppSettings = {}): App {
  const {
    layout = DEFAULT_LAYOUT,
    resultsBucket = 'earshot',
    resultsScheme = 's3',
    tokenSecret,
    search,
    now,
  } = settings;
  const container = new Container();
  container.load(...modules);
  const optional = <K extends keyof Ports>(name: K) =>
    container.isBound(port(name)) ? container.get(port(name)) : undefined;
  const bound = PLUGS.filter((name) => container.isBound(port(name)));
  const earshot = createEarshot({
    ...settings,
    outputs: objectUri(resultsBucket, layout.outputsPrefix, resultsScheme),
    ports: {
      ...nodePlatform(tokenSecret),
      ...(now && { now }),
      analyzer: container.get(port('AudioAnalyzer')),
      repository: container.get(port('RecordRepository')),
      store: container.get(port('ResultStore')),
      state: container.get(port('SharedState')),
      source: optional('EventSource'),
      recordings: optional('RecordingStore'),
      insights: optional('InsightRepository'),
      moments: search && optional('MomentIndex'),
    },
  });
  return {
    ...earshot,
    deadLetters: settings.deadLetters,
    adapters: Object.fromEntries(bound.map((name) => [name, container.get(port(name)).constructor.name])),
  };
}
