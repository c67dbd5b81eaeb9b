import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../src/describing/openapi-document.js';
import { operationsOf, parametersOf } from './documented.js';
import { serve } from './served-app.js';

describe('the docs page', () => {
  it('lists every route, parameter and schema, and brings all it needs', async () => {
    const { api } = serve();
    const document = (await (await api.request('/openapi.json')).json()) as OpenApiDocument;
    const page = await (await api.request('/docs')).text();
    for (const [method, path, operation] of operationsOf(document)) {
      expect(page).toContain(`id="${operation.operationId}"`);
      expect(page).toContain(path.replaceAll(/\{\w+\}/g, '<var>$&</var>'));
      expect(page).toContain(`class="badge ${method.toLowerCase()}"`);
      for (const { name } of parametersOf(document, operation)) expect(page).toContain(`<code>${name}</code>`);
    }
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="schema-${name}"`);
    expect(page).toContain('curl ');
    expect(page).not.toMatch(/<(script|link|img|iframe)\b|@import|url\(|\son\w+=/i);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('may load its own style sheet and nothing else', async () => {
    const response = await serve().api.request('/docs');
    const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain(`style-src 'sha256-${Buffer.from(digest).toString('base64')}'`);
    expect(policy).toContain("default-src 'none'");
  });

  it('closes every element and leads nowhere that is not there', async () => {
    const page = await (await serve().api.request('/docs')).text();
    const open: string[] = [];
    for (const [, slash, name = ''] of page.replace(/^<!doctype html>/, '').matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (slash === '/') expect(open.pop()).toBe(name);
      else if (name !== 'meta') open.push(name);
    }
    expect(open).toEqual([]);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });
});
