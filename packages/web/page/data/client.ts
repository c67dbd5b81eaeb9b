import { createEarshotClient } from '@earshot/client';

/** The API of the server that sent the page. The cookie of the sign-in comes along by itself. */
export const earshot = createEarshotClient({ baseUrl: new URL('.', document.baseURI).href.replace(/\/$/, '') });
