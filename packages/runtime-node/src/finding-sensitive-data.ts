import type { ResultFormat } from '@earshot/core';

/**
 * A format that reads the same, and masks in documents of other systems the personal data that is found in them, where only
 * redacted copies may be kept. Results of analyzers have redacted copies of their own.
 */
export function findingSensitiveData(format: ResultFormat): ResultFormat {
  if (format.documentSuffixes === undefined || Object.getPrototypeOf(format) !== Object.prototype) return format;
  return {
    ...format,
    async read(result, options) {
      if (options.copies !== 'redacted' || options.findSensitiveData !== undefined) return format.read(result, options);
      const { findSensitiveData } = await import('@earshot/language');
      return format.read(result, { ...options, findSensitiveData });
    },
  };
}
