import { type ObjectUri, objectUri } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalUrls } from '../../src/files/local-urls.js';

const secret = new Uint8Array(32).fill(7);
const urls = new LocalUrls({ secret });
const uri = 'local://recordings/0f0f.mp3' as ObjectUri;
const denied = expect.objectContaining({ code: 'EARSHOT_DENIED' });

describe('LocalUrls', () => {
  it('gives a URL that is good for its object until it expires', () => {
    const objects = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((key) => objectUri('b', key, 'local'));
    fc.assert(
      fc.property(objects, fc.integer({ min: 1, max: 8_640_000_000_000_000 }), (object, expiresAtMs) => {
        const url = urls.sign(object, { expiresAtMs });
        expect(urls.verify(url, expiresAtMs - 1)).toBe(object);
        expect(() => urls.verify(url, expiresAtMs)).toThrow(denied);
      }),
    );
  });

  it('gives URLs below its path, whose object is one segment of it', () => {
    const url = new LocalUrls({ secret, path: '/media/' }).sign('local://results/../../etc' as ObjectUri, {
      expiresAtMs: 5,
    });
    expect(url).toMatch(/^\/media\/[^/?]+\?expires=5&signature=[\w-]+$/);
  });

  it('denies a URL of which any character was changed', () => {
    const url = urls.sign(uri, { expiresAtMs: 1_000 });
    for (let at = 0; at < url.length; at++) {
      const changed = `${url.slice(0, at)}${url[at] === '1' ? '2' : '1'}${url.slice(at + 1)}`;
      expect(() => urls.verify(changed, 500), changed).toThrow(denied);
    }
  });

  it('denies a later expiry, another object, another secret, and what is no URL of its own', () => {
    const url = urls.sign(uri, { expiresAtMs: 1_000 });
    const signature = url.slice(url.indexOf('signature='));
    const object = encodeURIComponent(uri);
    const other = new LocalUrls({ secret: new Uint8Array(32).fill(8) }).sign(uri, { expiresAtMs: 1_000 });
    const wrong = [
      `/files/${object}?expires=9000&${signature}`,
      `/files/${encodeURIComponent('local://recordings/other.mp3')}?expires=1000&${signature}`,
      `/files/${object}?expires=1000`,
      `/files/${object}?expires=1000&signature=`,
      `/files/%FF?expires=1000&${signature}`,
      `/file/${object}?expires=1000&${signature}`,
      other,
      '',
      'http://[',
    ];
    for (const found of wrong) expect(() => urls.verify(found, 500), found).toThrow(denied);
    expect(urls.verify(url, 500)).toBe(uri);
  });

  it('refuses a secret that is too short', () => {
    const invalid = expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' });
    expect(() => new LocalUrls({ secret: new Uint8Array(31) })).toThrow(invalid);
  });
});
