import type { ComponentChildren } from 'preact';
import type { Call } from '../../data/calls.ts';
import { inWords } from '../../data/metrics.ts';
import type { Playback } from '../../data/playback.ts';
import { clock, localTime, STATE_NAMES } from '../../data/text.ts';
import { Moment } from '../moment.tsx';

type Finding = NonNullable<Call['findings']>[number];

/** Findings that are shown as something else, or that are about the analysis. */
const ELSEWHERE: ReadonlySet<string> = new Set(
  'agent caller category topic speech speakers word_times confidence warning sentiment filtered_word'.split(' '),
);
/** Times that say when a file came, rather than when somebody spoke, or whose zone is assumed. */
const WEAK_TIMES: Readonly<Record<string, string>> = {
  media_name_estimated: 'from the file name; time zone assumed',
  file_time: 'time of the file',
  transport: 'time of sending',
};
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

interface FactsProps {
  readonly call: Call;
  readonly playback: Playback;
}

export function Facts({ call, playback }: FactsProps) {
  const { media, language, confidence, findings = [], recorded_at_source } = call;
  const weak = WEAK_TIMES[recorded_at_source];
  const sentiment = findings.find(({ kind }) => kind === 'sentiment');
  const said = findings.filter(({ kind, value }) => !ELSEWHERE.has(kind) && value !== undefined);
  return (
    <dl class="facts">
      <Fact name="State">
        <span class={`state-${call.state}`}>{STATE_NAMES[call.state]}</span>
      </Fact>
      <Fact name="Recorded">
        {localTime(call.recorded_at)}
        {weak !== undefined && <span class="quiet"> ({weak})</span>}
      </Fact>
      {media?.duration_ms !== undefined && <Fact name="Length">{clock(media.duration_ms)}</Fact>}
      {language?.dominant !== undefined && <Fact name="Language">{languageName(language.dominant)}</Fact>}
      {sentiment?.value !== undefined && (
        <Fact name="Sentiment">
          <span class={`sentiment-${sentiment.value}`}>{inWords(String(sentiment.value))}</span>
          <Basis finding={sentiment} />
        </Fact>
      )}
      {said.map((finding, at) => (
        <Fact key={`${finding.kind} ${at}`} name={inWords(finding.kind)}>
          {finding.value}
          <Basis finding={finding} /> <Where call={call} finding={finding} playback={playback} />
        </Fact>
      ))}
      {confidence !== undefined && (
        <Fact name="Recognized">
          {PERCENT.format(confidence)} <span class="quiet">likely right</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Basis({ finding: { basis, explanation } }: { readonly finding: Finding }) {
  if (basis !== 'estimated') return null;
  return (
    <span class="quiet" title={explanation}>
      {' '}
      (estimated)
    </span>
  );
}

/** The first words that a finding rests on. */
function Where({ call, finding, playback }: FactsProps & { readonly finding: Finding }) {
  const index = finding.evidence[0]?.segment_index;
  const segment = call.segments?.find((each) => each.index === index);
  if (segment === undefined) return null;
  return <Moment hash={call.hash} startMs={segment.start_ms} playAt={playback.playAt} />;
}

function languageName(code: string): string {
  try {
    return LANGUAGES.of(code) ?? code;
  } catch {
    return code;
  }
}

/** What the record has besides: fields of blueprints, and what the start message said. */
export function OtherFields({ call: { custom_fields = {}, metadata = {}, aliases = [] } }: { readonly call: Call }) {
  const fields = [...Object.entries(metadata), ...Object.entries(custom_fields)].flatMap(([name, value]) => {
    const text = plain(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  if (aliases.length > 0) fields.push(['Other names', aliases.join(', ')]);
  if (fields.length === 0) return null;
  return (
    <details>
      <summary>More fields ({fields.length})</summary>
      <dl class="facts">
        {fields.map(([name, text]) => (
          <Fact key={name} name={inWords(name)}>
            <span dir="auto">{text}</span>
          </Fact>
        ))}
      </dl>
    </details>
  );
}

/** A value without structure in a line; `undefined` for anything else. */
function plain(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.every((each) => typeof each !== 'object') ? value.join(', ') : undefined;
  return value === null || typeof value === 'object' || value === '' ? undefined : String(value);
}
