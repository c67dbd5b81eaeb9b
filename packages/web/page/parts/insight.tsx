import { useSignal } from '@preact/signals';
import { linkTo } from '../data/address.ts';
import { earshot } from '../data/client.ts';
import { useCommand } from '../data/command.ts';
import { type Insight, type InsightStatus, PRIORITY_NAMES, STATUS_NAMES, UNKNOWN_AGENT } from '../data/insights.ts';
import { inWords } from '../data/metrics.ts';
import { mayDo } from '../data/session.ts';
import { localTime } from '../data/text.ts';
import { Moment } from './moment.tsx';
import { Problem } from './problem.tsx';
import './insight.css';

const ACTIONS = { acknowledged: 'Acknowledge', completed: 'Done', dismissed: 'Dismiss' } as const;

interface InsightCardProps {
  readonly insight: Insight;
  /** Whether the call and its agent are known from around the card. */
  readonly isOnCall?: boolean;
  /** Plays the call, where it is open. */
  readonly playAt?: (ms: number) => void;
  /** Receives the insight after a decision or a comment. */
  readonly onChange: (insight: Insight) => void;
}

/** An insight, the moments that it rests on, and what a person may make of it. */
export function InsightCard({ insight, isOnCall = false, playAt, onChange }: InsightCardProps) {
  const { id, title, message, priority, suggestedActions, evidence, hash, basis, comments } = insight;
  return (
    <article class={`insight priority-${priority}`} aria-labelledby={`insight-${id}`}>
      <header>
        <h3 id={`insight-${id}`}>{title}</h3>
        <span class="priority">{PRIORITY_NAMES[priority]}</span>
        <span class={`status status-${insight.status}`}>{STATUS_NAMES[insight.status]}</span>
      </header>
      {!isOnCall && <Whose insight={insight} />}
      <p>
        {message}
        {basis === 'estimated' && <span class="quiet"> (estimated)</span>}
      </p>
      {evidence.length > 0 && (
        <p class="moments">
          Listen:
          {evidence.map(({ startMs, endMs }) => (
            <Moment key={startMs} hash={hash} startMs={startMs} endMs={endMs} playAt={playAt} />
          ))}
        </p>
      )}
      {suggestedActions.length > 0 && (
        <details>
          <summary>What to do</summary>
          <ul>
            {suggestedActions.map((action) => (
              <li key={action}>{action}</li>
            ))}
          </ul>
        </details>
      )}
      {comments.length > 0 && (
        <ul class="comments" aria-label="Comments">
          {comments.map(({ text, at, actor }) => (
            <li key={at}>
              {text}{' '}
              <span class="quiet">
                {actor}, {localTime(at)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayDo('write') && <Decide insight={insight} onChange={onChange} />}
    </article>
  );
}

function Whose({ insight: { agentName, callId, callTime, hash, category } }: { readonly insight: Insight }) {
  return (
    <p class="quiet">
      {agentName === UNKNOWN_AGENT ? (
        'Unknown agent'
      ) : (
        <a href={linkTo(['coaching', 'agents', agentName])}>{agentName}</a>
      )}
      {' · '}
      <a class="call-name" href={linkTo(['calls', hash])}>
        {callId}
      </a>
      {` · ${localTime(callTime)} · ${inWords(category)}`}
    </p>
  );
}

function Decide({ insight, onChange }: Pick<InsightCardProps, 'insight' | 'onChange'>) {
  const { id, status, version, title } = insight;
  const command = useCommand();
  const before = useSignal<InsightStatus | undefined>(undefined);
  const params = { params: { path: { id } } };
  const patch = async (body: { status?: InsightStatus; comment?: string }) => {
    const answer = await earshot.PATCH('/insights/{id}', { ...params, body: { ...body, version } });
    if (answer.response.status !== 409) return answer;
    const { data: current } = await earshot.GET('/insights/{id}', params);
    if (current !== undefined) onChange(current);
    return { ...answer, error: { title: 'Somebody else has changed this meanwhile. Look at it again, then decide.' } };
  };
  const change = (body: Parameters<typeof patch>[0], onDone: () => void) =>
    command.run(
      () => patch(body),
      (changed) => {
        onDone();
        onChange(changed);
      },
    );
  const decide = (next: InsightStatus, canUndo: boolean) =>
    change({ status: next }, () => {
      before.value = canUndo ? status : undefined;
    });
  const undone = before.value;
  return (
    <>
      <fieldset class="controls" aria-label={`Decide about “${title}”`}>
        {Object.entries(ACTIONS).map(([action, name]) => (
          <button
            key={action}
            type="button"
            aria-pressed={status === action}
            onClick={() => decide(status === action ? 'pending' : (action as keyof typeof ACTIONS), true)}
          >
            {name}
          </button>
        ))}
        <details class="comment">
          <summary>Comment</summary>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              change({ comment: String(new FormData(form).get('comment')) }, () => form.reset());
            }}
          >
            <label>
              Comment on “{title}”
              <textarea name="comment" required maxLength={2_000} rows={2} />
            </label>
            <button type="submit">Save comment</button>
          </form>
        </details>
        <span role="status">
          {undone !== undefined && (
            <>
              {STATUS_NAMES[status]}.{' '}
              <button type="button" class="plain" onClick={() => decide(undone, false)}>
                Undo
              </button>
            </>
          )}
        </span>
      </fieldset>
      <Problem text={command.problem.value} />
    </>
  );
}
