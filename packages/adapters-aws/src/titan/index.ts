export {
  TITAN_DIMENSIONS,
  TITAN_MODEL,
  type TitanDimensions,
  TitanEmbedder,
  type TitanEmbedderOptions,
} from './titan-embedder.js';
