// Browser-side clients, unmodified: the OpenFeature web SDK with the OFREP web provider. What a
// browser has and Node 20 has not (EventSource, localStorage) is put beside them.
import { after } from 'node:test';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import eventsource from 'launchdarkly-eventsource';

class MemoryStorage {
  #items = new Map();
  getItem = (key) => this.#items.get(key) ?? null;
  setItem = (key, value) => void this.#items.set(key, String(value));
  removeItem = (key) => void this.#items.delete(key);
}

globalThis.EventSource ??= eventsource.EventSource;
globalThis.localStorage ??= new MemoryStorage();

let domains = 0;
const opened = [];

// A browser left open by a test that failed must not keep the run alive.
after(() => Promise.all(opened.map((provider) => provider.onClose())));

/** A connected browser: its client, its provider, a way to become another visitor, an end. */
export async function browser(server, context, options = {}) {
  const domain = `browser-${domains++}`;
  const provider = new OFREPWebProvider({
    baseUrl: server.url,
    headers: [['Authorization', `Bearer ${server.keys.client_key}`]],
    ...options,
  });
  opened.push(provider);
  await OpenFeature.setProviderAndWait(domain, provider, context);
  return {
    client: OpenFeature.getClient(domain),
    provider,
    become: (other) => OpenFeature.setContext(domain, other),
    close: () => provider.onClose(),
  };
}

export { ProviderEvents };
