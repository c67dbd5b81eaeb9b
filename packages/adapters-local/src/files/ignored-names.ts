/**
 * What programs call a file until it is complete, when they rename it, and what systems and network drives leave in folders:
 * thumbnails, recycle bins, copies of attributes.
 */
const PASSED_OVER = [
  /^[.~]/,
  /\.(?:crdownload|download|filepart|part|partial|tmp)$/i,
  /^(?:desktop\.ini|thumbs\.db)$/i,
  /^(?:@eadir|#recycle|#snapshot|\$recycle\.bin|lost\+found|system volume information|__macosx)$/i,
];

/** Whether a file or folder of this name is never looked at: it is no recording yet, or never will be. */
export function isIgnoredName(name: string): boolean {
  return PASSED_OVER.some((pattern) => pattern.test(name));
}
