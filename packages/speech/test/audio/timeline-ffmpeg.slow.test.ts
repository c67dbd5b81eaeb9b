import { describeTimes } from './timeline-ffmpeg.js';

describeTimes(() => true);
