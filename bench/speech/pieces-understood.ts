import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecording, Transcriber } from '@earshot/speech';
import { type Figure, round } from '../measure.ts';
import type { Part } from './piece-sources.ts';
import { isCounted, MIN_S, makePieces, type Piece } from './pieces.ts';

interface JudgedPiece extends Piece {
  readonly understood: boolean;
  readonly confidence: number;
}

/**
 * `foreign-flagged` and `english-kept`: pieces of the test part that are recognized as not understood, and as understood, in
 * percent. Short and spoilt pieces are figures of their own that have no limit.
 */
export async function* piecesUnderstood(folder: string): AsyncGenerator<Figure> {
  const judged = await judgedPieces(folder, 'test');
  const foreign = judged.filter(({ language }) => language !== 'en');
  const english = judged.filter(({ language }) => language === 'en');
  const isShort = ({ seconds }: Piece) => seconds < MIN_S;
  const isSpoilt = (piece: Piece) => !isShort(piece) && !isCounted(piece);
  yield share('foreign-flagged', 95, foreign.filter(isCounted), false);
  yield share('english-kept', 97, english.filter(isCounted), true);
  yield share('foreign-flagged-short', 0, foreign.filter(isShort), false);
  yield share('english-kept-short', 0, english.filter(isShort), true);
  yield share('foreign-flagged-spoilt', 0, foreign.filter(isSpoilt), false);
  yield share('english-kept-spoilt', 0, english.filter(isSpoilt), true);
}

/** Transcribes the pieces of a part with the base model. */
export async function judgedPieces(folder: string, part: Part): Promise<JudgedPiece[]> {
  const transcriber = await Transcriber.open({ model: 'base', cacheFolder: join(tmpdir(), 'earshot-bench-models') });
  const judged: JudgedPiece[] = [];
  for (const piece of makePieces(folder, part)) {
    const { understood, confidence = 1 } = await transcriber.transcribe(await openRecording(piece.path));
    judged.push({ ...piece, understood, confidence });
  }
  return judged;
}

function share(name: string, limit: number, pieces: readonly JudgedPiece[], understood: boolean): Figure {
  const wrong = pieces.filter((piece) => piece.understood !== understood);
  const languages = new Set(pieces.map(({ language }) => language)).size;
  const missed = wrong.map((piece) => `${piece.name} (${piece.confidence})`).join(', ');
  return {
    name,
    value: round(100 - (100 * wrong.length) / pieces.length),
    limit,
    better: 'higher',
    note: `% of ${pieces.length} pieces, ${languages} languages${missed === '' ? '' : `; wrong: ${missed}`}`,
  };
}
