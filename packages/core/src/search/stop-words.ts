/**
 * English words that say nothing about what a text is about, folded, and what is left of contractions at the apostrophe. Searched
 * for only where a query has nothing else.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the and or but if of to in on at by for from with about as into than then so ' +
    'i me my we us our you your he him his she her it its they them their this that these those there here ' +
    'is am are was were be been being do does did doing have has had having will would can could shall should may might must ' +
    'what which who whom whose when where why how just also very too ' +
    's t m d ll re ve'
  ).split(' '),
);
