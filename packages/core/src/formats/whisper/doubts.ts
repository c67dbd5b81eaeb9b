import type { Finding } from '../../model/finding.js';
import { warningFinding } from '../../model/finding.js';
import type { Heard } from './segments.js';

/** Whisper's own limits, above which it takes what it heard for silence, or for a failure. */
const MIN_NO_SPEECH = 0.6;
const MIN_COMPRESSION = 2.4;
/** So many segments with the same text, one after the other, are a loop. */
const LOOP = 4;
/** What Whisper writes where nobody speaks: it learned from subtitles. */
const INVENTED =
  /^(?:thanks?(?: you)?(?: so much| very much)? for watching|subtitles by\b.*|please subscribe\b.*)[.! ]*$/i;

/** Segments, those marked that say nothing reliable, and a warning of each kind of them. */
export function withDoubts(segments: readonly Heard[]): { readonly heard: Heard[]; readonly warnings: Finding[] } {
  const loops = loopsIn(segments);
  const doubts = segments.map((one, place) => {
    const { text, noSpeech = 0, compression = 0 } = one;
    const isInvented = noSpeech > MIN_NO_SPEECH || (segments.length === 1 && INVENTED.test(text));
    return { isInvented, isRepeated: loops.has(place) || compression > MIN_COMPRESSION };
  });
  const invented = doubts.filter(({ isInvented }) => isInvented).length;
  const repeated = doubts.filter(({ isRepeated }) => isRepeated).length;
  const warnings = [
    ...(invented > 0
      ? [{ code: 'no_speech', explanation: `segments in which Whisper doubts that anyone speaks: ${invented}` }]
      : []),
    ...(repeated > 0
      ? [
          {
            code: 'repeated_text',
            explanation: `segments that repeat the same words, as Whisper does where it loses track: ${repeated}`,
          },
        ]
      : []),
  ];
  const heard = segments.map((one, place) => {
    const { isInvented, isRepeated } = doubts[place] ?? {};
    return isInvented || isRepeated ? { ...one, understood: false } : one;
  });
  return { heard, warnings: warnings.map(warningFinding) };
}

/** The places of segments that repeat the one before in a loop. The first of each may have been said. */
function loopsIn(segments: readonly Heard[]): Set<number> {
  const loops = new Set<number>();
  let first = 0;
  for (let place = 1; place <= segments.length; place++) {
    if (segments[place]?.text === segments[first]?.text) continue;
    if (place - first >= LOOP) for (let at = first + 1; at < place; at++) loops.add(at);
    first = place;
  }
  return loops;
}
