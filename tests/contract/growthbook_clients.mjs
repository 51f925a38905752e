// GrowthBook's JavaScript SDK, unmodified. What a browser has and Node 20 has not (EventSource) is
// put beside it; its requests are noted.
import { after } from 'node:test';
import { clearCache, configureCache, GrowthBook, setPolyfills } from '@growthbook/growthbook';
import eventsource from 'launchdarkly-eventsource';

/** Every request of every SDK: {method, url}. */
export const requests = [];

setPolyfills({
  EventSource: eventsource.EventSource,
  fetch: (url, options) => {
    requests.push({ method: options?.method ?? 'GET', url: String(url) });
    return fetch(url, options);
  },
});
// Every instance asks for itself: a page that was just opened.
configureCache({ disableCache: true });

const opened = [];

/** A page with the SDK: not yet initialised, so that a test may set it up. */
export function page(server, options = {}) {
  const growthbook = new GrowthBook({
    apiHost: server.url,
    clientKey: server.keys.client_key,
    ...options,
  });
  opened.push(growthbook);
  return growthbook;
}

/** The same, with its payload. */
export async function ready_page(server, options = {}, init = {}) {
  const growthbook = page(server, options);
  const answer = await growthbook.init(init);
  if (!answer.success) throw answer.error;
  return growthbook;
}

// A page or a stream left open by a test that failed must not keep the run alive.
after(async () => {
  for (const growthbook of opened) growthbook.destroy();
  await clearCache();
});
