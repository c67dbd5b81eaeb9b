import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { linkTo } from '../data/address.ts';
import { earshot } from '../data/client.ts';
import { droppedFiles } from '../data/dropped-files.ts';
import { mayUpload } from '../data/session.ts';
import { sizeText } from '../data/text.ts';
import {
  addFiles,
  cancelUpload,
  clearSent,
  isSending,
  lookAtInterrupted,
  tryAgain,
  type Upload,
  uploads,
} from '../data/uploads.ts';
import './upload.css';

const LOOK_AGAIN_MS = 2_000;
/** Jobs run in the order of the uploads, so only the first ones change. */
const FOLLOWED_AT_ONCE = 6;

addEventListener('beforeunload', (event) => {
  if (isSending()) event.preventDefault();
});

/** Sends recordings to the server. They go on when somebody leaves this page for another one of Earshot. */
export function UploadPage() {
  useEffect(lookAtInterrupted, []);
  useFollowedJobs();
  if (!mayUpload()) {
    return (
      <>
        <h1>Upload</h1>
        <p class="notice">
          You can’t upload recordings here: your token doesn’t allow it, or this server has no uploads.
        </p>
      </>
    );
  }
  return (
    <>
      <h1>Upload</h1>
      <DropZone />
      {uploads.value.length > 0 && <Progress />}
      <ul class="uploads" aria-label="Files">
        {uploads.value.map((upload) => (
          <Row key={`${upload.name} ${upload.sizeBytes} ${upload.modifiedMs}`} upload={upload} />
        ))}
      </ul>
    </>
  );
}

function DropZone() {
  const isOver = useSignal(false);
  useEffect(() => {
    // A file that misses the zone must not replace the page.
    const over = (event: DragEvent) => {
      event.preventDefault();
      isOver.value = event.type === 'dragover';
    };
    const drop = (event: DragEvent) => {
      over(event);
      if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer).then(addFiles);
    };
    const listeners = { dragover: over, dragleave: over, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, [isOver]);
  return (
    <label class={`drop-zone ${isOver.value ? 'over' : ''}`}>
      <span class="drop-title">Drop recordings here, or choose files</span>
      <span>Sound such as WAV, MP3 and M4A up to 2 GB, movies such as MP4 up to 10 GB. Each becomes a call.</span>
      <input
        type="file"
        multiple
        onChange={({ currentTarget }) => {
          addFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </label>
  );
}

function Progress() {
  const all = uploads.value;
  const there = all.filter(({ stage }) => stage.value === 'sent').length;
  const total = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sent = all.reduce((sum, { sentBytes }) => sum + sentBytes.value, 0);
  return (
    <section class="upload-total" aria-label="All files">
      <p role="status">
        {there} of {all.length} {all.length === 1 ? 'file' : 'files'} uploaded
      </p>
      <progress max={total || 1} value={sent} aria-label="Sent of all files" />
      <span class="quiet">
        {sizeText(sent)} of {sizeText(total)}
      </span>
      {there > 0 && (
        <button type="button" class="plain" onClick={clearSent}>
          Clear uploaded
        </button>
      )}
    </section>
  );
}

function Row({ upload }: { readonly upload: Upload }) {
  const { name, sizeBytes, sentBytes, stage, problem, hash } = upload;
  const isUnderway = stage.value === 'sending' || stage.value === 'interrupted';
  const isOver = stage.value === 'failed' || stage.value === 'refused';
  return (
    <li>
      <div class="upload-name">
        {hash.value === undefined ? name : <a href={linkTo(['calls', hash.value])}>{name}</a>}{' '}
        <span class="quiet">{sizeText(sizeBytes)}</span>
      </div>
      <div class="upload-state">
        {isUnderway && <progress max={sizeBytes || 1} value={sentBytes.value} aria-label={`Sent of ${name}`} />}
        <State upload={upload} />
        {problem.value !== undefined && (
          <p class={stage.value === 'sending' ? 'quiet' : 'upload-problem'} role="alert">
            {problem.value}
          </p>
        )}
      </div>
      <div class="upload-action">
        {stage.value === 'failed' && (
          <button type="button" aria-label={`Try ${name} again`} onClick={() => tryAgain(upload)}>
            Try again
          </button>
        )}
        {stage.value !== 'sent' && (
          <button
            type="button"
            class="plain"
            aria-label={`${isOver ? 'Remove' : 'Cancel'} ${name}`}
            onClick={() => void cancelUpload(upload)}
          >
            {isOver ? 'Remove' : 'Cancel'}
          </button>
        )}
      </div>
    </li>
  );
}

function State({ upload: { stage, sentBytes, sizeBytes, job, problem } }: { readonly upload: Upload }) {
  const percent = useComputed(() => Math.floor((100 * sentBytes.value) / (sizeBytes || 1)));
  if (stage.value === 'waiting') return <span class="quiet">Waiting for the files before it</span>;
  if (stage.value === 'sending') return <span>{percent.value === 100 ? 'Finishing …' : `${percent} %`}</span>;
  if (stage.value === 'interrupted') return <span>Interrupted at {percent} %. Choose the file again to continue.</span>;
  if (stage.value === 'failed' || stage.value === 'refused') return <span class="state-failed">Not uploaded</span>;
  if (problem.value !== undefined) return <span class="state-failed">Refused</span>;
  const { state, progress, failure } = job.value ?? { state: 'queued' as const };
  if (state === 'succeeded') return <span class="state-completed">Analyzed</span>;
  if (state === 'failed' || state === 'cancelled') {
    return (
      <span class="state-failed">
        {state === 'failed' ? 'Failed' : 'Cancelled'}
        {failure && `: ${failure.reason}`}
      </span>
    );
  }
  if (state === 'queued') return <span class="state-submitted">Uploaded, waits to be analyzed</span>;
  return (
    <span class="state-analyzing">
      Being analyzed{typeof progress === 'number' && `, ${Math.floor(100 * progress)} %`}
    </span>
  );
}

/** Asks how the jobs of uploaded files are, until each has ended. */
function useFollowedJobs(): void {
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const open = uploads.peek().filter(({ stage, problem, job }) => {
        const state = job.peek()?.state ?? 'queued';
        return stage.peek() === 'sent' && problem.peek() === undefined && (state === 'queued' || state === 'running');
      });
      for (const { hash, job } of open.slice(0, FOLLOWED_AT_ONCE)) {
        const path = { id: hash.peek() ?? '' };
        const answer = await earshot
          .GET('/jobs/{id}', { params: { path }, signal: stop.signal })
          .catch(() => undefined);
        if (answer?.data !== undefined) job.value = answer.data;
      }
      if (!stop.signal.aborted) timer = setTimeout(look, LOOK_AGAIN_MS);
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, []);
}
