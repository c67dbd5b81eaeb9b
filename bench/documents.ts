const WORDS =
  'the account was charged twice and I would like to know why thank you for calling let me look at that for you now ' +
  'because my last invoice says something else could you please confirm your postcode yes of course it is on the letter';

/** A document of Bedrock Data Automation's audio standard output as the service writes it: one line, a space after `,` and `:`. */
export function standardDocument(minutes: number, bucket = 'recordings', key = 'call.wav'): Uint8Array {
  const words = WORDS.split(' ');
  const wordsPerSegment = 15;
  const segmentCount = Math.max(1, Math.round(minutes * 11.2));
  const items: object[] = [];
  const segments: object[] = [];
  const moderation: object[] = [];
  let clockMs = 800;
  for (let index = 0; index < segmentCount; index++) {
    const startMs = clockMs;
    const said: string[] = [];
    const indices: number[] = [];
    for (let place = 0; place < wordsPerSegment; place++) {
      const content = words[(index * 7 + place) % words.length] ?? '';
      const durationMs = 180 + ((index * 31 + place * 17) % 240);
      indices.push(items.length);
      said.push(content);
      items.push({
        item_index: items.length,
        audio_segment_index: index,
        content,
        start_timestamp_millis: clockMs,
        end_timestamp_millis: clockMs + durationMs,
      });
      clockMs += durationMs;
    }
    for (const content of index % 2 === 0 ? [',', '.'] : ['.']) {
      indices.push(items.length);
      items.push({ item_index: items.length, audio_segment_index: index, content });
    }
    segments.push({
      start_timestamp_millis: startMs,
      end_timestamp_millis: clockMs,
      segment_index: index,
      type: 'TRANSCRIPT',
      text: `${said.join(' ')}.`,
      speaker: { speaker_label: `spk_${index % 2}` },
      channel: { channel_label: `ch_${index % 2}` },
      audio_item_indices: indices,
      language: 'EN',
    });
    moderation.push({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      type: 'AUDIO_MODERATION',
      confidence: 0.0712,
      start_timestamp_millis: startMs,
      end_timestamp_millis: clockMs,
      moderation_categories: [
        'profanity',
        'hate_speech',
        'sexual',
        'insult',
        'violence_or_threat',
        'graphic',
        'harassment_or_abuse',
      ].map((category, place) => ({ category, confidence: Number((0.01 + place * 0.0113).toFixed(4)) })),
    });
    clockMs += (index * 97) % 900;
  }
  const texts = segments.map((segment) => (segment as { text: string }).text);
  const topics = Array.from({ length: Math.ceil(segmentCount / 7) }, (_, index) => {
    const from = index * 7;
    const members = segments.slice(from, from + 7) as {
      start_timestamp_millis: number;
      end_timestamp_millis: number;
    }[];
    return {
      topic_index: index,
      start_timestamp_millis: members[0]?.start_timestamp_millis,
      end_timestamp_millis: members.at(-1)?.end_timestamp_millis,
      summary: 'The caller asks about a charge and the agent explains the invoice.',
      transcript: { representation: { text: texts.slice(from, from + 7).join('\n\n') } },
      audio_segment_indices: members.map((_member, place) => from + place),
    };
  });
  const document = {
    metadata: {
      asset_id: '0',
      semantic_modality: 'AUDIO',
      s3_bucket: bucket,
      s3_key: key,
      sample_rate: 8000,
      bitrate: 256000,
      number_of_channels: 2,
      codec: 'pcm_s16le',
      duration_millis: clockMs,
      format: 'wav',
      dominant_asset_language: 'EN',
      generative_output_language: 'EN',
    },
    audio_items: items,
    audio_segments: segments,
    audio: {
      summary: 'A caller asks why an account was charged twice; the agent explains and refunds.',
      transcript: { representation: { text: texts.join(' ') } },
      content_moderation: moderation,
    },
    topics,
    statistics: {
      speaker_count: 2,
      channel_count: 2,
      word_count: segmentCount * wordsPerSegment,
      topic_count: topics.length,
    },
  };
  return new TextEncoder().encode(asWritten(document));
}

/** What a blueprint makes of the call. */
export function customDocument(index = 0): Uint8Array {
  const categories = ['Billing', 'Tech support', 'Sales', 'Complaints', 'Other'];
  return new TextEncoder().encode(
    asWritten({
      metadata: { dominant_asset_language: 'EN', generative_output_language: 'EN' },
      matched_blueprint: {
        arn: 'arn:aws:bedrock:eu-west-1:111122223333:blueprint/0123456789ab',
        name: 'Calls',
        confidence: 1,
      },
      inference_result: {
        call_summary: 'A caller was charged twice and gets a refund.',
        call_categories: [categories[index % categories.length]],
        topics: ['refund', 'invoice'],
      },
    }),
  );
}

/** A job's manifest. */
export function manifestDocument(folder: string, jobId: string): Uint8Array {
  const path = (kind: string) => `${folder}0/${kind}_output/0/result.json`;
  return new TextEncoder().encode(
    asWritten({
      job_id: jobId,
      job_status: 'PROCESSED',
      semantic_modality: 'AUDIO',
      output_metadata: [
        {
          asset_id: 0,
          asset_input_path: { s3_bucket: 'recordings', s3_key: 'call.wav' },
          segment_metadata: [
            {
              standard_output_path: path('standard'),
              custom_output_path: path('custom'),
              custom_output_status: 'MATCH',
            },
          ],
        },
      ],
    }),
  );
}

/** JSON on one line with a space after each comma and colon. */
function asWritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asWritten).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${asWritten(member)}`);
  return `{${members.join(', ')}}`;
}
