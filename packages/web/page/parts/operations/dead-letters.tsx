import type { components } from '@earshot/client';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { earshot } from '../../data/client.ts';
import { useLoaded } from '../../data/loaded.ts';
import { mayDo } from '../../data/session.ts';
import { localTime } from '../../data/text.ts';
import { Confirm } from '../confirm.tsx';
import { Problem } from '../problem.tsx';

type List = components['schemas']['DeadLettersList'];
type Letter = components['schemas']['DeadLetter'];

interface DeadLettersProps {
  /** How many there are, as the queues were counted last; `undefined` before. */
  readonly counted: { readonly deadLettered: number } | undefined;
  /** Is called after messages were sent back or deleted. */
  readonly onChange: () => void;
}

/**
 * Messages that Earshot gave up on, with the reason, and what may be done about them. They are read again only when there are more
 * or fewer than are shown: a look at a queue of SQS hides its messages from others.
 */
export function DeadLetters({ counted, onChange }: DeadLettersProps) {
  const loaded = useLoaded((signal) => earshot.GET('/dead-letters', { signal }));
  const said = useSignal('');
  const heading = useRef<HTMLHeadingElement>(null);
  const { data, isLoading, problem, isAbsent, reload } = loaded.value;
  useEffect(() => {
    const { data: shown, isLoading: isAsked } = loaded.peek();
    const known = shown?.queues.reduce((sum, { dead_lettered }) => sum + dead_lettered, 0);
    if (counted !== undefined && known !== undefined && !isAsked && counted.deadLettered !== known) reload();
  }, [counted, loaded, reload]);
  const change = (text: string) => {
    said.value = text;
    // What was pressed may be gone.
    heading.current?.focus();
    reload();
    onChange();
  };
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        Dead letters
      </h2>
      <p role="status">{said.value}</p>
      {isAbsent ? (
        <p class="quiet">
          This server shows no dead-letter queue. Use <code>earshot dlq</code> where the queues are.
        </p>
      ) : (
        <Problem text={problem} retry={reload} />
      )}
      {data === undefined && isLoading && <p class="quiet">Loading …</p>}
      {data?.count === 0 && <p class="quiet">No dead-lettered messages.</p>}
      {data?.queues
        .filter(({ dead_lettered }) => dead_lettered > 0)
        .map((queue) => (
          <Queue
            key={queue.name}
            queue={queue}
            letters={data.items.filter((letter) => letter.queue === queue.name)}
            onChange={change}
          />
        ))}
    </>
  );
}

interface QueueProps {
  readonly queue: List['queues'][number];
  readonly letters: readonly Letter[];
  readonly onChange: (said: string) => void;
}

function Queue({ queue: { name, dead_lettered }, letters, onChange }: QueueProps) {
  const total = Math.max(dead_lettered, letters.length);
  const params = { params: { path: { queue: name } } };
  return (
    <section aria-label={`Dead letters of ${name}`}>
      <div class="controls">
        <span>
          {messages(total)} of queue <strong>{name}</strong>
          {letters.length < total && `, the first ${letters.length} of them below`}
        </span>
        {mayDo('write') && (
          <Confirm
            label="Send all back …"
            title={`Send ${messages(total)} back?`}
            action="Send back"
            ask={() => earshot.POST('/dead-letters/{queue}/redrive', params)}
            onDone={({ moved, stopped_by }) =>
              onChange(
                `${messages(moved)} sent back.${stopped_by === undefined ? '' : ` Then it stopped: ${stopped_by}`}`,
              )
            }
          >
            <p>Each is handled again as if for the first time. Where the cause remains, it comes back here.</p>
          </Confirm>
        )}
        {mayDo('admin') && (
          <Confirm
            isDanger
            label="Delete all …"
            title={`Delete ${messages(total)}?`}
            action="Delete all"
            ask={() => earshot.POST('/dead-letters/{queue}/discard', { ...params, body: { all: true } })}
            onDone={({ discarded }) => onChange(`${messages(discarded)} deleted.`)}
          >
            <p>What they report is never handled. It can’t be undone.</p>
          </Confirm>
        )}
      </div>
      <ul class="letters">
        {letters.map((letter) => (
          <li key={letter.id}>
            <Message letter={letter} onChange={onChange} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Message({ letter, onChange }: { readonly letter: Letter } & Pick<QueueProps, 'onChange'>) {
  const { queue, id, reason, code, sent_at, receive_count, body } = letter;
  return (
    <>
      <p class="reason">{reason}</p>
      <p class="quiet">
        {code !== undefined && <code>{code}</code>} sent {localTime(sent_at)}, received{' '}
        {receive_count === 1 ? 'once' : `${receive_count} times`}
      </p>
      <div class="controls">
        {body !== undefined && (
          <details>
            <summary>Message</summary>
            <p class="quiet">{id}</p>
            <pre>{body}</pre>
          </details>
        )}
        {mayDo('admin') && (
          <Confirm
            isDanger
            label="Delete …"
            title="Delete this message?"
            action="Delete"
            ask={() =>
              earshot.POST('/dead-letters/{queue}/discard', { params: { path: { queue } }, body: { ids: [id] } })
            }
            onDone={({ discarded }) => onChange(`${messages(discarded)} deleted.`)}
          >
            <p class="reason">{reason}</p>
            <p>What it reports is never handled. It can’t be undone.</p>
          </Confirm>
        )}
      </div>
    </>
  );
}

function messages(count: number): string {
  return count === 1 ? 'one message' : `${count} messages`;
}
