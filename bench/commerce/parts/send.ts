import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | undefined;
};
export type Answer = { readonly headers: IncomingHttpHeaders; readonly json: Record<string, unknown> };

const ANSWER_MS = 60_000;

/** Sends a request and reads its JSON. @throws Error for an answer that is no success, or none within a minute */
export const send = (agent: Agent, port: number, { method, path, headers = {}, body }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const all = body ? { ...headers, 'content-type': 'application/json' } : headers;
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers: all, timeout: ANSWER_MS }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if ((answer.statusCode ?? 500) < 300) resolve({ headers: answer.headers, json: JSON.parse(text) });
        else reject(new Error(`${method} ${path} was answered with ${answer.statusCode}: ${text}`));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered in time.`)));
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
