// Messages on the socket: a 32-bit length (little endian) of what follows, a 32-bit length of the head, the head as JSON, and the body as it is.
// The body is JSON too, but for those who use it: neither side's transport reads it.
// A worker does one thing at a time, so it waits in the call that reads: what an event loop and its streams do around a message takes longer than the message.

import fs from 'node:fs';

/** What is kept to read into; longer messages have room of their own. */
const ROOM_BYTES = 64 * 1024;

export class Connection {
  #room = Buffer.allocUnsafe(ROOM_BYTES);
  #start = 0;
  #end = 0;

  /** Takes a connected socket over, which the event loop has not read from. */
  constructor(socket, limit) {
    this.socket = socket;
    this.limit = limit;
    socket._handle.setBlocking(true);
    this.fd = socket._handle.fd;
  }

  /** Waits for the next message; null when the host is gone. */
  receive() {
    if (!this.#fill(8)) return null;
    const length = this.#room.readUInt32LE(this.#start);
    if (length > this.limit) throw new Error(`A message of ${length} bytes is longer than ${this.limit}.`);
    if (!this.#fill(4 + length)) return null;
    const head = this.#start + 8;
    const body = head + this.#room.readUInt32LE(this.#start + 4);
    const end = this.#start + 4 + length;
    const message = { head: JSON.parse(this.#room.toString('utf8', head, body)), body: this.#room.toString('utf8', body, end) };
    this.#start = end;
    return message;
  }

  /** Sends a message, however long the host takes to read it. */
  send(head, body = '') {
    const headText = JSON.stringify(head);
    const headLength = Buffer.byteLength(headText);
    const length = 8 + headLength + Buffer.byteLength(body);
    const buffer = Buffer.allocUnsafe(length);
    buffer.writeUInt32LE(length - 4, 0);
    buffer.writeUInt32LE(headLength, 4);
    buffer.write(headText, 8, 'utf8');
    buffer.write(body, 8 + headLength, 'utf8');
    for (let sent = 0; sent < length; ) sent += uninterrupted(() => fs.writeSync(this.fd, buffer, sent, length - sent));
  }

  #fill(wanted) {
    if (this.#end - this.#start >= wanted) return true;
    this.#makeRoom(wanted);
    while (this.#end < wanted) {
      const read = uninterrupted(() => fs.readSync(this.fd, this.#room, this.#end, this.#room.length - this.#end, null));
      if (read === 0) return false;
      this.#end += read;
    }
    return true;
  }

  // What is there of the next message goes to the beginning; room for a long one is given back after it.
  #makeRoom(wanted) {
    const size = Math.max(wanted, ROOM_BYTES);
    const room = size === this.#room.length ? this.#room : Buffer.allocUnsafe(size);
    this.#room.copy(room, 0, this.#start, this.#end);
    this.#room = room;
    this.#end -= this.#start;
    this.#start = 0;
  }
}

// A signal, such as one that lets a stopped process go on, may interrupt a call that waits.
function uninterrupted(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EINTR') throw error;
    }
  }
}
