import type { Call } from '../../data/calls.ts';
import type { Playback } from '../../data/playback.ts';

const FORMATS = [
  { format: 'markdown', ending: 'md', name: 'Markdown' },
  { format: 'vtt', ending: 'vtt', name: 'WebVTT' },
  { format: 'srt', ending: 'srt', name: 'SRT' },
  { format: 'txt', ending: 'txt', name: 'Plain text' },
  { format: 'json', ending: 'json', name: 'JSON' },
] as const;

interface DownloadsProps {
  readonly call: Call;
  readonly playback: Playback;
}

/** A call as files, and its recording where that can be played. */
export function Downloads({ call: { hash, call_id, recording_uri }, playback }: DownloadsProps) {
  return (
    <section>
      <h2>Download</h2>
      <p class="downloads">
        {FORMATS.map(({ format, ending, name }) => (
          <a key={format} href={`calls/${hash}?format=${format}`} download={`${call_id}.${ending}`}>
            {name}
          </a>
        ))}
        {recording_uri !== undefined && playback.problem.value === undefined && (
          <a href={`calls/${hash}/recording`} download>
            Recording
          </a>
        )}
      </p>
    </section>
  );
}
