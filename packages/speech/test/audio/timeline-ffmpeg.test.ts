import { describeTimes } from './timeline-ffmpeg.js';

// The others take a minute: see the slow tests.
describeTimes((name) => name === 'aac.m4a' || name === 'film.mp4');
