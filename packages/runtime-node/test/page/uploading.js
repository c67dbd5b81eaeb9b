/*
 * Runs in the browser. Uploads the file that the field `recording` has, as a page would: by fetch, XMLHttpRequest, EventSource
 * and media elements, and only against the public API. `onSent` is the test's, and gets the bytes that were sent so far.
 */
const AT_ONCE = 2;

async function ask(path, method = 'GET', body = undefined) {
  const headers = body && { 'content-type': 'application/json' };
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

function chosenFile() {
  return document.querySelector('#recording').files[0];
}

/** Says what will be sent: the chosen file, and what is known of it. */
function openUpload(facts) {
  const { name, size } = chosenFile();
  return ask('/uploads', 'POST', { file_name: name, size_bytes: size, ...facts });
}

/** Sends the parts that are missing. Answers with the number and ETag of each that was answered with 200. */
async function sendParts({ size_bytes, parts, part_size_bytes = 0 }) {
  const file = chosenFile();
  const waiting = [...parts];
  const sent = new Map();
  const answered = [];
  const before = size_bytes - parts.reduce((sum, part) => sum + part.size_bytes, 0);
  const put = (part) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('PUT', part.url);
      for (const [name, value] of Object.entries(part.headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded }) => {
        sent.set(part.number, loaded);
        void window.onSent([...sent.values()].reduce((sum, bytes) => sum + bytes, before));
      };
      request.onload = () => {
        if (request.status !== 200) return reject(new Error(`part ${part.number}: ${request.status}`));
        answered.push({ number: part.number, etag: request.getResponseHeader('etag') });
        resolve();
      };
      request.onerror = () => reject(new Error(`part ${part.number}: no answer`));
      const start = (part.number - 1) * part_size_bytes;
      request.send(file.slice(start, start + part.size_bytes));
    });
  const sendInTurn = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await put(part);
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, sendInTurn));
  return { answered, failed: ends.filter(({ status }) => status === 'rejected').length };
}

/** Follows a job by its events where there are any, by asking again elsewhere. Answers with its states in order. */
async function followJob(id) {
  const seen = [];
  const job = await ask(`/jobs/${id}`);
  if (job.links.events === undefined) {
    for (;;) {
      const answer = await fetch(`/jobs/${id}`);
      seen.push(await answer.json());
      const seconds = answer.headers.get('retry-after');
      if (seconds === null) return seen;
      await new Promise((resolve) => setTimeout(resolve, Math.min(Number(seconds) * 1_000, 500)));
    }
  }
  const events = new EventSource(job.links.events);
  await new Promise((resolve) => {
    events.addEventListener('job', ({ data }) => seen.push(JSON.parse(data)));
    events.addEventListener('end', resolve);
  });
  events.close();
  return seen;
}

/** The SHA-256 of a call's recording, in hexadecimal digits. */
async function digestOfRecording(hash) {
  const answer = await fetch(`/calls/${hash}/recording?copy=original`);
  const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Plays a call's recording from a place in it. Answers when half a second was heard. */
async function playFrom(hash, element, place) {
  const { url, kind, content_type } = await ask(`/calls/${hash}/recording-url`);
  const player = document.body.appendChild(document.createElement(element));
  const until = (event) =>
    new Promise((resolve, reject) => {
      player.addEventListener(event, resolve, { once: true });
      player.addEventListener('error', () => reject(new Error(`${player.error.code} ${player.error.message}`)));
    });
  player.preload = 'metadata';
  player.src = url;
  await until('loadedmetadata');
  const at = place * player.duration;
  const arrived = until('seeked');
  player.currentTime = at;
  await arrived;
  await player.play();
  while (player.currentTime < at + 0.5) await until('timeupdate');
  player.pause();
  return {
    kind,
    content_type,
    duration: player.duration,
    at,
    heardUntil: player.currentTime,
    height: player.videoHeight,
  };
}

globalThis.uploading = { ask, openUpload, sendParts, followJob, digestOfRecording, playFrom };
