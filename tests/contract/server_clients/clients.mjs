// Server-side clients, unmodified: the OpenFeature server SDK with the OFREP provider, and
// Segment's analytics client.
import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { Analytics } from '@segment/analytics-node';

let domains = 0;

/** An application server's OpenFeature client. */
export async function application(server, { headers = [] } = {}) {
  const domain = `application-${domains++}`;
  const provider = new OFREPProvider({
    baseUrl: server.url,
    headers: [['Authorization', `Bearer ${server.keys.server_key}`], ...headers],
  });
  await OpenFeature.setProviderAndWait(domain, provider);
  return OpenFeature.getClient(domain);
}

/**
 * An analytics client that notes each answer of the server: its batch, status, sequence and when
 * it came (milliseconds of performance.now).
 */
export function analytics(server, settings = {}) {
  const answers = [];
  const waiting = [];
  const client = new Analytics({
    writeKey: server.keys.client_key,
    host: server.url,
    flushInterval: 50,
    ...settings,
    httpClient: async (url, request) => {
      const answer = await fetch(url, request);
      const note = {
        status: answer.status,
        sequence: Number(answer.headers.get('spotter-sequence')),
        batch: JSON.parse(request.body).batch,
        at: performance.now(),
      };
      answers.push(note);
      waiting.splice(0).forEach((wake) => wake(note));
      return answer;
    },
  });
  return {
    client,
    answers,
    /** Sends one event and gives the server's answer to its batch (needs flushAt: 1). */
    async tell(event) {
      const answer = new Promise((done) => waiting.push(done));
      client.track(event);
      return answer;
    },
    close: () => client.closeAndFlush({ timeout: 10_000 }),
  };
}
