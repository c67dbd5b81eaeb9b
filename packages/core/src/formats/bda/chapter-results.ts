import { isObject, type JsonObject } from '../../input/json.js';

const PLACES = ['chapter_index', 'frame_index', 'timestamp_millis', 'start_timestamp_millis', 'end_timestamp_millis'];

/**
 * What a blueprint made of the chapters of a video and of their frames, each with its place and under the vendor's names;
 * `undefined` where it made nothing of them.
 */
export function chapterResultsOf({ chapters }: JsonObject): JsonObject[] | undefined {
  return resultsIn(chapters, ({ frames }) => ({ frames: resultsIn(frames, () => ({ frames: undefined })) }));
}

function resultsIn(list: unknown, inside: (item: JsonObject) => { frames: unknown }): JsonObject[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const results = list.filter(isObject).flatMap((item): JsonObject[] => {
    const { inference_result: inference = null } = item;
    const { frames } = inside(item);
    if (inference === null && frames === undefined) return [];
    const places = PLACES.filter((key) => key in item).map((key) => [key, item[key]]);
    const results = [
      ...(inference === null ? [] : [['inference_result', inference]]),
      ...(frames === undefined ? [] : [['frames', frames]]),
    ];
    return [Object.fromEntries([...places, ...results])];
  });
  return results.length === 0 ? undefined : results;
}
