import { type CallFilter, matchesFilter, textTerms } from '@earshot/core';
import {
  contains,
  filtering,
  ghosts,
  type Mutants,
  mutant,
  naming,
  plain,
  searching,
  textsOf,
} from './broken-repositories.js';

/** Break what holds of filters. */
export const filterMutants: Mutants = {
  'a category filter passes the calls that have the category, in any letter case': filtering((record, filter) => {
    const { category } = filter;
    return (
      matchesFilter(record, filter) &&
      (category === undefined || record.analysis?.categories.includes(category) === true)
    );
  }),
  'a topic filter passes the calls that have the topic, in any letter case': naming('topics', (names) =>
    names.flatMap((name) => [name, ...name.split(' ')]),
  ),
  'an agent filter passes the calls whose agent has the name, in any letter case': filtering(
    ({ participants: _, ...record }, filter) => matchesFilter(record, filter),
  ),
  'a customer filter passes the calls whose customer has the name, in any case': filtering(
    (record, { customer: name, ...filter }) =>
      matchesFilter(record, filter) &&
      (name === undefined ||
        record.participants?.people.some((one) => one.name?.toLowerCase() === name.toLowerCase()) === true),
  ),
  'a call whose agent changed is listed for the new one alone': ghosts(
    (old, now) => old.participants?.people[0]?.name !== now.participants?.people[0]?.name,
  ),
  'a sentiment filter passes the calls with that label': filtering((record, filter) =>
    matchesFilter({ sentiment: { label: 'neutral' }, ...record }, filter),
  ),
  'a changed sentiment leaves the list of the old one': ghosts(
    (old, now) => old.sentiment?.label !== now.sentiment?.label,
  ),
  'minDurationMs is the first length that passes, maxDurationMs the first that does not': filtering(
    (record, { maxDurationMs, ...filter }) =>
      matchesFilter(record, maxDurationMs === undefined ? filter : { ...filter, maxDurationMs: maxDurationMs + 1 }),
  ),
  'a changed length counts at once': ghosts(
    (old, now) => old.analysis?.mediaFacts?.durationMs !== now.analysis?.mediaFacts?.durationMs,
  ),
  'a state filter passes the calls in that state': filtering((record, filter) =>
    matchesFilter(record.state === 'no_match' ? { ...record, state: 'completed' } : record, filter),
  ),
  'a filter by understood passes the calls that were not understood, or the others': filtering(
    ({ analysis, ...record }, filter) =>
      matchesFilter({ ...record, analysis: analysis && { understood: false, ...analysis } }, filter),
  ),
  'fromMs is the first time that passes, toMs the first that does not': filtering((record, { toMs, ...filter }) =>
    matchesFilter(record, toMs === undefined ? filter : { ...filter, toMs: toMs + 1 }),
  ),
  'odd names are found, and no others but for letter case': naming('topics', (names) =>
    names.map((name) => name.normalize('NFC')),
  ),
  'a call that names a category or a topic twice is listed once': plain({
    listable: (kept) => kept.flatMap((record) => record.analysis?.categories.map(() => record) ?? record),
  }),
  'a call of many categories and topics is found by each': naming('categories', (names) => names.slice(0, 50)),
  'every field of a filter must hold': filtering((record, filter) => {
    const [first] = Object.entries(filter);
    return matchesFilter(record, first === undefined ? {} : (Object.fromEntries([first]) as CallFilter));
  }),
  'a field that is undefined does not filter': filtering((record, filter) => {
    return matchesFilter(record, filter) && ('state' in filter ? record.state === filter.state : true);
  }),
  'a filter that passes few of many calls finds them all, page by page': plain({
    listable: (kept) => kept.slice(-100),
  }),
  'a page loses no call that was looked at for it and did not fit': mutant((real) => ({
    list: async (request) => {
      const { state: _, ...byName } = request.filter;
      const page = await real.list(request);
      const lookedAt = await real.list({ ...request, filter: byName, limit: 3 * request.limit });
      return lookedAt.next === undefined ? { calls: page.calls } : page;
    },
  })),
  'a changed state leaves the list of the old one and enters that of the new': ghosts(
    (old, now) => old.state !== now.state,
  ),
  'changed categories leave the lists of the old ones and enter those of the new': ghosts(
    (old, now) => old.analysis?.categories.join() !== now.analysis?.categories.join(),
  ),
  'changed topics leave the lists of the old ones and enter those of the new': ghosts(
    (old, now) => old.analysis?.topics.join() !== now.analysis?.topics.join(),
  ),
  'a call that is understood now is no longer listed as not understood, and the reverse': ghosts(
    (old, now) => old.analysis?.understood !== now.analysis?.understood,
  ),
  'a call whose analysis went is no longer listed by what it said': ghosts(
    (old, now) => old.analysis !== undefined && now.analysis === undefined,
  ),
  'text is found in call id, summaries, categories, topics and transcript': searching(contains, (record) =>
    textsOf(record).map((place) => place.slice(0, 100_000)),
  ),
  'text is found in aliases, and no longer in one that went': searching(contains, ({ aliases: _, ...record }) =>
    textsOf(record),
  ),
  'text is not found where it is not looked for': searching(contains, (record) => [JSON.stringify(record)]),
  'text is found in any letter case, of any script': searching((place, wanted) => {
    const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    return folded(place).includes(folded(wanted));
  }),
  'text is found inside a word, and however short': searching(contains, (record) => [
    textsOf(record)
      .filter((place) => place.length >= 3)
      .join('\n'),
  ]),
  // In one place alone.
  'text of several words is found where all of them are, in any order': filtering((record, { text, ...filter }) => {
    if (!matchesFilter(record, filter)) return false;
    return (
      text === undefined || textsOf(record).some((place) => textTerms(text).every((term) => contains(place, term)))
    );
  }),
  'a phrase in quotation marks is found as it is, spaces included': filtering((record, { text, ...filter }) =>
    matchesFilter(record, text === undefined ? filter : { ...filter, text: text.replace(/["“”]/g, ' ') }),
  ),
  'no character of a text is a wildcard or an operator': searching((place, wanted) => {
    return wanted.includes('_') || wanted.split('%').every((part) => contains(place, part));
  }),
  'text that a save changed is found as it stands now': ghosts(
    (old, now) => old.analysis?.callSummary !== now.analysis?.callSummary,
  ),
  'a text filter holds beside the others, page by page': filtering((record, { text, ...filter }) =>
    matchesFilter(record, text === undefined ? filter : { text }),
  ),
};
