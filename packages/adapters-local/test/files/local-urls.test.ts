import { type ObjectUri, objectUri, type UrlPermit } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalUrls } from '../../src/files/local-urls.js';

const secret = new Uint8Array(32).fill(7);
const urls = new LocalUrls({ secret });
const uri = 'local://recordings/0f0f.mp3' as ObjectUri;
const get: UrlPermit = { method: 'GET', uri, contentType: 'audio/mpeg', fileName: 'call 1.mp3' };
const put: UrlPermit = {
  method: 'PUT',
  plan: { method: 'parts', uri, sizeBytes: 25, contentType: 'audio/mpeg', partSizeBytes: 10, uploadId: 'u-1' },
  part: { number: 3, sizeBytes: 5 },
};
const denied = expect.objectContaining({ code: 'EARSHOT_DENIED' });

const locations = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((key) => objectUri('b', key, 'local'));
const named = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { nil: undefined });
const whole = fc.record({
  uri: locations,
  contentType: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  sizeBytes: fc.integer({ min: 30, max: 99 }),
});
const permits: fc.Arbitrary<UrlPermit> = fc.oneof(
  fc.record({ method: fc.constant('GET' as const), uri: locations, contentType: named, fileName: named }),
  whole.map((plan): UrlPermit => {
    return { method: 'PUT', plan: { ...plan, method: 'put' }, part: { number: 1, sizeBytes: plan.sizeBytes } };
  }),
  fc.tuple(whole, fc.integer({ min: 1, max: 3 })).map(([plan, number]): UrlPermit => {
    const parts = { ...plan, method: 'parts', partSizeBytes: 10, uploadId: 'u-1' } as const;
    return { method: 'PUT', plan: parts, part: { number, sizeBytes: 10 } };
  }),
);

describe('LocalUrls', () => {
  it('gives a URL that permits what it was signed for, until it expires', () => {
    fc.assert(
      fc.property(permits, fc.integer({ min: 1, max: 8_640_000_000_000_000 }), (permit, expiresAtMs) => {
        const url = urls.sign(permit, { expiresAtMs });
        expect(urls.verify(permit.method, url, expiresAtMs - 1)).toEqual(permit);
        expect(() => urls.verify(permit.method, url, expiresAtMs)).toThrow(denied);
      }),
    );
  });

  it('gives URLs below its path, whose object is one segment of it', () => {
    const location = 'local://results/../../etc' as ObjectUri;
    const url = new LocalUrls({ secret, path: '/media/' }).sign({ method: 'GET', uri: location }, { expiresAtMs: 5 });
    expect(url).toMatch(/^\/media\/[^/?]+\?expires=5&signature=[\w-]+$/);
  });

  it('reads absolute URLs as well', () => {
    const url = `https://calls.example.org${urls.sign(get, { expiresAtMs: 1_000 })}`;
    expect(urls.verify('GET', url, 500)).toEqual(get);
  });

  it('denies a URL of which any character was changed', () => {
    for (const permit of [get, put]) {
      const url = urls.sign(permit, { expiresAtMs: 1_000 });
      for (let at = 0; at < url.length; at++) {
        const changed = `${url.slice(0, at)}${url[at] === '1' ? '2' : '1'}${url.slice(at + 1)}`;
        expect(() => urls.verify(permit.method, changed, 500), changed).toThrow(denied);
      }
    }
  });

  it('denies another method', () => {
    for (const method of ['PUT', 'POST', 'HEAD', '']) {
      expect(() => urls.verify(method, urls.sign(get, { expiresAtMs: 1_000 }), 500), method).toThrow(denied);
    }
    expect(() => urls.verify('GET', urls.sign(put, { expiresAtMs: 1_000 }), 500)).toThrow(denied);
  });

  it('denies a later expiry, another object, another secret, and what is no URL of its own', () => {
    const url = urls.sign({ method: 'GET', uri }, { expiresAtMs: 1_000 });
    const signature = url.slice(url.indexOf('signature='));
    const object = encodeURIComponent(uri);
    const other = new LocalUrls({ secret: new Uint8Array(32).fill(8) });
    const wrong = [
      `/files/${object}?expires=9000&${signature}`,
      `/files/${encodeURIComponent('local://recordings/other.mp3')}?expires=1000&${signature}`,
      `/files/${object}?expires=1000`,
      `/files/${object}?expires=1000&signature=`,
      `${url}&${signature}`,
      `${url}&expires=9000`,
      `/files/%FF?expires=1000&${signature}`,
      `/file/${object}?expires=1000&${signature}`,
      other.sign({ method: 'GET', uri }, { expiresAtMs: 1_000 }),
      '',
      'http://[',
    ];
    for (const found of wrong) expect(() => urls.verify('GET', found, 500), found).toThrow(denied);
    expect(urls.verify('GET', url, 500)).toEqual({ method: 'GET', uri });
  });

  it('refuses a secret that is too short', () => {
    const invalid = expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' });
    expect(() => new LocalUrls({ secret: new Uint8Array(31) })).toThrow(invalid);
  });
});
