// Messages on the socket: a 32-bit length (little endian) of what follows, a 32-bit length of the head, the head as JSON, and the body as it is.
// The body is JSON too, but for those who use it: neither side's transport reads it.

export class FrameReader {
  #pending = [];
  #size = 0;

  constructor(limit) {
    this.limit = limit;
  }

  /** Takes what arrived and yields the messages that are complete. */
  *push(chunk) {
    this.#pending.push(chunk);
    this.#size += chunk.length;
    while (this.#size >= 4) {
      const length = this.#peekLength();
      if (length > this.limit) throw new Error(`A message of ${length} bytes is longer than ${this.limit}.`);
      if (this.#size < 4 + length) return;
      const all = this.#pending.length === 1 ? this.#pending[0] : Buffer.concat(this.#pending);
      const rest = all.subarray(4 + length);
      this.#pending = rest.length > 0 ? [rest] : [];
      this.#size = rest.length;
      const headLength = all.readUInt32LE(4);
      yield {
        head: JSON.parse(all.toString('utf8', 8, 8 + headLength)),
        body: all.toString('utf8', 8 + headLength, 4 + length),
      };
    }
  }

  #peekLength() {
    if (this.#pending[0].length < 4) this.#pending = [Buffer.concat(this.#pending)];
    return this.#pending[0].readUInt32LE(0);
  }
}

export function frame(head, body = '') {
  const headText = JSON.stringify(head);
  const headLength = Buffer.byteLength(headText);
  const bodyLength = Buffer.byteLength(body);
  const buffer = Buffer.allocUnsafe(8 + headLength + bodyLength);
  buffer.writeUInt32LE(4 + headLength + bodyLength, 0);
  buffer.writeUInt32LE(headLength, 4);
  buffer.write(headText, 8, 'utf8');
  buffer.write(body, 8 + headLength, 'utf8');
  return buffer;
}
