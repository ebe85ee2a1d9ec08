import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** How what lies behind the proxy behaves: as it does, not there at all, silent after it was reached, or late by so many ms. */
export type Fault = 'none' | 'down' | 'silent' | { readonly lateMs: number };

/** Stands before a server on this machine and does it harm. */
export type FaultProxy = { readonly port: number; behave(fault: Fault): void; close(): Promise<void> };

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let fault: Fault = 'none';
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (fault === 'down') return near.resetAndDestroy();
    const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (chunk) => later(() => far.write(chunk)));
    near.on('end', () => later(() => far.end()));
    far.on('data', (chunk) => later(() => near.write(chunk)));
    far.on('end', () => later(() => near.end()));
  });
  const later = (pass: () => void) => {
    if (fault === 'silent') return;
    if (typeof fault === 'object') setTimeout(pass, fault.lateMs);
    else pass();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    behave(next) {
      fault = next;
      if (next === 'down') for (const socket of open) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
