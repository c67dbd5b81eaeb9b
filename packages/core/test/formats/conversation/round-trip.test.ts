import { test } from 'vitest';
import { callAnalyticsDocument } from '../../../src/formats/call-analytics/call-analytics-format.js';
import { contactLensDocument } from '../../../src/formats/contact-lens/contact-lens-format.js';
import {
  callAnalyticsDocumentArbitrary,
  contactLensDocumentArbitrary,
} from '../../../src/testing/vendor/conversation-document.js';
import { givesFactsAgain } from '../facts-again.js';

test.each([
  [callAnalyticsDocument, callAnalyticsDocumentArbitrary()],
  [contactLensDocument, contactLensDocumentArbitrary()],
])('a document of $name gives the facts that it was made of', givesFactsAgain);
