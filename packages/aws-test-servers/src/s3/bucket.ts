import { randomBytes } from 'node:crypto';
import type { CorsRule } from './cors-rules.js';
import { compareKeys } from './key-encoding.js';
import type { MultipartUpload } from './multipart-upload.js';
import type { NotificationConfiguration } from './notification-configuration.js';
import { S3Error } from './s3-error.js';

/** The version that a bucket without versioning has of each object. */
const NULL_VERSION = 'null';

export interface StoredContent {
  readonly bytes: Buffer;
  /** With its quotes. */
  readonly etag: string;
  /** What comes back with the object as it was given: content type, metadata and so on. */
  readonly headers: Readonly<Record<string, string>>;
  /** Checksums by header. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** One version of an object, or a marker that it was deleted. */
export interface ObjectVersion extends StoredContent {
  readonly key: string;
  readonly versionId: string;
  readonly deleteMarker: boolean;
  readonly lastModified: Date;
  /** Grows from each version to the next. */
  readonly order: number;
}

const NOTHING: StoredContent = { bytes: Buffer.alloc(0), etag: '', headers: {}, checksums: {} };

/** A bucket and all versions in it. */
export class Bucket {
  readonly name: string;
  readonly createdAt: Date;
  readonly uploads = new Map<string, MultipartUpload>();
  versioning: 'Enabled' | 'Suspended' | undefined;
  notifications: NotificationConfiguration = { queues: [] };
  corsRules: readonly CorsRule[] = [];
  readonly #versions = new Map<string, ObjectVersion[]>();
  /** Also of versions that are gone: listings go on from them. */
  readonly #orders = new Map<string, number>();
  #order = 0;

  constructor(name: string, createdAt: Date) {
    this.name = name;
    this.createdAt = createdAt;
  }

  get isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** The newest version, unless that is a delete marker. */
  current(key: string): ObjectVersion | undefined {
    const newest = this.newest(key);
    return newest?.deleteMarker ? undefined : newest;
  }

  /** The newest version, be it a delete marker. */
  newest(key: string): ObjectVersion | undefined {
    return this.#versions.get(key)?.[0];
  }

  /** @throws S3Error `InvalidArgument` when no version could be called that */
  version(key: string, versionId: string): ObjectVersion | undefined {
    if (versionId !== NULL_VERSION && !/^[\w.-]{32}$/.test(versionId)) {
      throw new S3Error('InvalidArgument', 'Invalid version id specified', {
        fields: { ArgumentName: 'versionId', ArgumentValue: versionId },
      });
    }
    return this.#versions.get(key)?.find((version) => version.versionId === versionId);
  }

  put(key: string, content: StoredContent, at: Date): ObjectVersion {
    return this.#add(key, content, false, at);
  }

  /** Deletes as S3 does when no version is named: permanently without versioning, else with a marker. */
  remove(key: string, at: Date): { removed?: ObjectVersion; marker?: ObjectVersion } {
    if (this.versioning !== undefined) return { marker: this.#add(key, NOTHING, true, at) };
    const removed = this.removeVersion(key, NULL_VERSION);
    return removed === undefined ? {} : { removed };
  }

  /** Deletes a version permanently. */
  removeVersion(key: string, versionId: string): ObjectVersion | undefined {
    const removed = this.version(key, versionId);
    const rest = (this.#versions.get(key) ?? []).filter((version) => version !== removed);
    if (rest.length === 0) this.#versions.delete(key);
    else this.#versions.set(key, rest);
    return removed;
  }

  /** Every key that has a version and begins with a prefix, in the order of listings. */
  keys(prefix: string): readonly string[] {
    return [...this.#versions.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys);
  }

  /** The versions of a key, newest first. */
  versionsOf(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** When a version was made, in the order of versions; of one that is gone too. */
  orderOf(key: string, versionId: string): number | undefined {
    return this.#orders.get(`${versionId} ${key}`);
  }

  #add(key: string, content: StoredContent, deleteMarker: boolean, lastModified: Date): ObjectVersion {
    const versionId = this.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : NULL_VERSION;
    if (versionId === NULL_VERSION) this.removeVersion(key, NULL_VERSION);
    this.#order += 1;
    const version = { ...content, key, versionId, deleteMarker, lastModified, order: this.#order };
    this.#versions.set(key, [version, ...this.versionsOf(key)]);
    this.#orders.set(`${versionId} ${key}`, version.order);
    return version;
  }
}
