import dgram from 'node:dgram';
import { once } from 'node:events';

/** A name server on this machine that knows TXT records alone, and only those that it is told. */
export type NameServer = {
  /** `127.0.0.1:port`, as BOTTEGA_DNS_SERVERS takes it. */
  readonly address: string;
  readonly records: Map<string, readonly string[]>;
  close(): Promise<void>;
};

const TXT = 16;
const NO_SUCH_NAME = 3;

export async function openNameServer(): Promise<NameServer> {
  const socket = dgram.createSocket('udp4');
  const records = new Map<string, readonly string[]>();
  socket.on('message', (query, from) => socket.send(answer(query, records), from.port, from.address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    records,
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** RFC 1035: the question is sent back with its answers behind it. */
function answer(query: Buffer, records: ReadonlyMap<string, readonly string[]>): Buffer {
  const { name, end } = readName(query);
  const texts = records.get(name) ?? [];
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8400 | (texts.length === 0 ? NO_SUCH_NAME : 0), 2);
  header.writeUInt16BE(texts.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(12, end + 4), ...texts.map(toRecord)]);
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** The name is that of the question, at byte 12. A text longer than 255 bytes stands in pieces. */
function toRecord(text: string): Buffer {
  const pieces = text.match(/.{1,255}/gs) ?? [''];
  const data = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece, 'latin1')])));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(1, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
