import { CALL_CATEGORIES } from '@earshot/core';
import type { Cues } from './cue-strengths.js';
import { dataSections } from './data-files.js';

/** What a sentence may be said for. */
export const PURPOSES = ['reason', 'resolution', 'next_step', 'neither'] as const;

/** One of {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

/** What somebody can be in a call. */
export const ROLES = ['agent', 'customer'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Whose a sentence may be: somebody's of a call with an agent, or anybody's of a talk between people who know each other. */
export const MANNERS = [...ROLES, 'private'] as const;

/** One of {@link MANNERS}. */
export type Manner = (typeof MANNERS)[number];

/** What is said in calls of each category. */
export const CATEGORY_CUES = cuesIn('cues/categories.txt', CALL_CATEGORIES);

/** Phrases that tell what a sentence is said for. */
export const PURPOSE_CUES = cuesIn('cues/purposes.txt', PURPOSES);

/** What agents say and what customers say. */
export const ROLE_CUES = cuesIn('cues/roles.txt', ROLES);

/** Cues in a data file whose headings are a label and a strength, such as `== Billing 3`. */
function cuesIn<Label extends string>(path: string, labels: readonly Label[]): Cues<Label> {
  const sections = [...dataSections(path)].map(([heading, lines]) => {
    const [, label, strength] = /^(.+) ([123])$/.exec(heading) ?? [];
    return { label, strength, lines };
  });
  const cuesOf = (label: Label) =>
    Object.fromEntries(
      sections.flatMap((section) => (section.label === label ? [[section.strength, section.lines]] : [])),
    );
  return Object.fromEntries(labels.map((label) => [label, cuesOf(label)])) as Cues<Label>;
}
