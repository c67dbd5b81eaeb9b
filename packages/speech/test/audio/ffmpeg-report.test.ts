import { describe, expect, it } from 'vitest';
import { readFfmpegReport } from '../../src/audio/ffmpeg-report.js';

const report = (...lines: readonly string[]) => readFfmpegReport(lines.join('\n'));

describe('what ffmpeg reports', () => {
  it('is read with its video', () => {
    expect(
      report(
        "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'call.mp4':",
        '  Duration: 01:02:03.45, start: 0.000000, bitrate: 512 kb/s',
        '  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv), 1280x720 [SAR 1:1 DAR 16:9], 448 kb/s, 29.97 fps, 29.97 tbr, 30k tbn (default)',
        '  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 64 kb/s (default)',
      ),
    ).toEqual({
      kind: 'video',
      durationMs: 3_723_450,
      bitrateBps: 512_000,
      codec: 'aac',
      sampleRateHz: 44_100,
      channelCount: 1,
      frameWidthPx: 1_280,
      frameHeightPx: 720,
      frameRateFps: 29.97,
    });
  });

  it.each([
    ['mono', 1],
    ['stereo', 2],
    ['1 channels (FL)', 1],
    ['2 channels', 2],
    ['2.1', 3],
    ['quad', 4],
    ['5.1(side)', 6],
    ['7.1', 8],
    ['16 channels', 16],
  ])('counts the channels of %s', (layout, channelCount) => {
    expect(
      report(`  Stream #0:0: Audio: pcm_s16le ([1][0][0][0] / 0x0001), 8000 Hz, ${layout}, s16, 128 kb/s`),
    ).toEqual({
      kind: 'audio',
      codec: 'pcm_s16le',
      sampleRateHz: 8_000,
      channelCount,
    });
  });

  it('takes the picture on a record for no video', () => {
    const picture = '    Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc), 500x500, 90k tbr, 90k tbn (attached pic)';
    expect(report('    Stream #0:0: Audio: wmav2, 44100 Hz, stereo, fltp, 128 kb/s', picture)?.kind).toBe('audio');
  });

  it('is not led astray by what a title says', () => {
    const title = '    title           : Stream #0:0: Audio: gsm, 8000 Hz, 9 channels';
    const found = report(
      '  Metadata:',
      title,
      '  Duration: N/A, bitrate: N/A',
      '  Stream #0:0: Audio: gsm, 8000 Hz, mono, s16',
    );
    expect(found).toEqual({ kind: 'audio', codec: 'gsm', sampleRateHz: 8_000, channelCount: 1 });
  });

  it('may be that there is no sound, or nothing', () => {
    expect(report('  Stream #0:0: Video: vp8, yuv420p, 64x48, 5 fps')?.channelCount).toBeUndefined();
    expect(report('call.gsm: Invalid data found when processing input')).toBeUndefined();
  });
});
