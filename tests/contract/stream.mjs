// A bare reader of server-sent events: headers and every line as it comes.
import { get } from 'node:http';
import { eventually } from './server.mjs';

/** Opens a stream: {status, headers, text, events, next, close}. */
export function open_stream(url, headers = {}) {
  return new Promise((done, fail) => {
    const request = get(url, { headers, agent: false }, (answer) => {
      const stream = { status: answer.statusCode, headers: answer.headers, text: '', ended: false };
      answer.setEncoding('utf8');
      answer.on('data', (text) => (stream.text += text));
      answer.on('close', () => (stream.ended = true));
      answer.on('error', () => (stream.ended = true));
      stream.events = () => events_in(stream.text);
      stream.comments = () => stream.text.split('\n').filter((line) => line.startsWith(':'));
      stream.next = (wanted, within) =>
        eventually(() => stream.events().find(wanted), `an event on ${url}`, within);
      stream.close = () => request.destroy();
      done(stream);
    });
    request.on('error', fail);
  });
}

/** The complete events of a text/event-stream body: {event, id, data}. */
export function events_in(text) {
  const blocks = text.split(/\r?\n\r?\n/).slice(0, -1);
  return blocks.map(fields_of).filter((event) => event.data !== undefined);
}

function fields_of(block) {
  const event = { event: 'message' };
  for (const line of block.split(/\r?\n/)) {
    const found = /^([a-z]+):? ?(.*)$/.exec(line);
    if (!found) continue;
    const [, name, value] = found;
    event[name] = name === 'data' && event.data !== undefined ? `${event.data}\n${value}` : value;
  }
  return event;
}
