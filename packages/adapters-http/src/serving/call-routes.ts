import { CALL_FORMAT_NAMES, CALL_FORMATS, type CallFormat, toAnalyticsItem } from '@earshot/core';
import { stateOf, weakTag } from './analytics-page.js';
import { unlessKnown } from './entity-tag.js';
import { namedBy, readNamed } from './named-call.js';
import { FormatParameters, readParameters } from './parameters.js';
import type { Handler } from './routes.js';
import type { CallReading } from './served-app.js';

/** The route that reads a call in a format of its choice: the same bytes as the call's file and `earshot export`. */
export function callRoutes(app: CallReading, version: string): { readonly 'GET /calls/{hash}': Handler } {
  return {
    'GET /calls/{hash}': async (request, name) => {
      const { format = accepted(request.headers.get('accept')) } = readParameters(FormatParameters, request.url);
      const call = await readNamed(app, namedBy(name, app.digests));
      const { mediaType, write } = CALL_FORMATS[format];
      const answer = await unlessKnown(request, weakTag(`${version} ${format} ${stateOf(call)}`), (headers) => {
        const body = write(toAnalyticsItem(call));
        return { status: 200, body, headers: { ...headers, 'content-type': mediaType } };
      });
      return { ...answer, headers: { ...answer.headers, vary: 'accept' } };
    },
  };
}

/**
 * The format that a caller likes best; JSON, if it is among several or if none of them is accepted. A type alone counts
 * before `text/*`, and that before any type, as RFC 9110 has it.
 */
function accepted(header: string | null): CallFormat {
  const ranges = (header ?? '*/*').split(',').map((range) => {
    const [type = '', ...parameters] = range
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { type, quality: quality === undefined ? 1 : Number(quality) };
  });
  const liking = (format: CallFormat) => {
    const [type = ''] = CALL_FORMATS[format].mediaType.split(';');
    const patterns = [type, `${type.split('/')[0]}/*`, '*/*'];
    return patterns.map((pattern) => ranges.find((range) => range.type === pattern)).find(Boolean)?.quality || 0;
  };
  const best = Math.max(...CALL_FORMAT_NAMES.map(liking));
  return CALL_FORMAT_NAMES.find((format) => best > 0 && liking(format) === best) ?? 'json';
}
