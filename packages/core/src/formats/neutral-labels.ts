/** A vendor's numbers and letters for speakers and channels, roles, and ids: nobody is called so. */
const NEUTRAL = [
  /^(?:(?:spk|ch|speaker|channel|unknown)[ _-]?)?\d{1,3}$/i,
  /^(?:speaker[ _-]?)?\d{0,2}[A-Z]$/i,
  /^ch_\d{1,3}_spk_\d{1,3}$/,
  /^(?:agent|customer|caller|client|supervisor|system|bot|custom_bot|ivr|unknown)(?:[ _-]?\d+)?$/i,
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
];

/** Whether a label says no name. */
export function isNeutral(label: string): boolean {
  return NEUTRAL.some((pattern) => pattern.test(label));
}

/** What takes the place of each label that may be a name: `spk_0` and so on, without those that are in use. */
export function neutralLabels(labels: Iterable<string>): ReadonlyMap<string, string> {
  const used = new Set(labels);
  let next = 0;
  const unused = () => {
    while (used.has(`spk_${next}`)) next++;
    return `spk_${next++}`;
  };
  return new Map([...used].filter((label) => !isNeutral(label)).map((label) => [label, unused()]));
}
