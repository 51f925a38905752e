// What is on disk, and ways to damage it.
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of a frame of the log. */
export const header_bytes = 28;

/** Where the frames of the newest segment that holds any lie: {path, bytes, offsets, end}. */
export async function last_segment(server) {
  const folder = join(server.data, 'log');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
  for (const name of names.reverse()) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    const offsets = [];
    let end = 0;
    while (end + header_bytes < bytes.length && bytes.readUInt32LE(end) !== 0) {
      offsets.push(end);
      end += header_bytes + bytes.readUInt32LE(end + 8);
    }
    if (offsets.length > 0) return { path, bytes, offsets, end };
  }
  throw new Error('the log holds no frame');
}

export async function overwrite(path, offset, bytes) {
  const file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, offset);
  await file.sync();
  await file.close();
}

/** Flips one bit of the byte there. */
export async function flip(path, offset) {
  const bytes = await readFile(path);
  await overwrite(path, offset, Buffer.from([bytes[offset] ^ 4]));
}

/** Flips a bit inside the frame that stands at that part (0 to 1) of the newest segment. */
export async function flip_in_log(server, part) {
  const { path, offsets } = await last_segment(server);
  const frame = offsets[Math.min(Math.floor(part * offsets.length), offsets.length - 1)];
  await flip(path, frame + header_bytes + 2);
}

/** Paths of whole checkpoints, oldest first; their names are the record they end with. */
export async function checkpoints(server) {
  const folder = join(server.data, 'checkpoints');
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\d{20}$/.test(name)).sort().map((name) => join(folder, name));
}

/** What the program said while it started. */
export async function said_at_start(server) {
  const length = server.stderr.length;
  await server.serve();
  return server.stderr.slice(length);
}
