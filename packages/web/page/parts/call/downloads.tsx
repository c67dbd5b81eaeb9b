import type { Call } from '../../data/calls.ts';

const FORMATS = [
  { format: 'markdown', ending: 'md', name: 'Markdown' },
  { format: 'vtt', ending: 'vtt', name: 'WebVTT' },
  { format: 'srt', ending: 'srt', name: 'SRT' },
  { format: 'json', ending: 'json', name: 'JSON' },
] as const;

/** A call as files, and its recording. */
export function Downloads({ call: { hash, call_id, recording_uri } }: { readonly call: Call }) {
  return (
    <section>
      <h2>Download</h2>
      <p class="downloads">
        {FORMATS.map(({ format, ending, name }) => (
          <a key={format} href={`calls/${hash}?format=${format}`} download={`${call_id}.${ending}`}>
            {name}
          </a>
        ))}
        {recording_uri !== undefined && (
          <a href={`calls/${hash}/recording`} download>
            Recording
          </a>
        )}
      </p>
    </section>
  );
}
