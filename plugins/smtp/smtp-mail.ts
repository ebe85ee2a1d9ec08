import { type FailureKind, type MailProvider, ProviderError } from '@bottega/contracts';
import { createTransport } from 'nodemailer';
import { requireHeaders, toMessage } from '../mail-message.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/** Sends by SMTP (RFC 5321), one connection for each message. Without TLS only to this machine: elsewhere STARTTLS is demanded. */
export function smtpMail(url: string): MailProvider {
  const { protocol, hostname } = new URL(url);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const transport = createTransport({
    url,
    requireTLS: protocol === 'smtp:' && !isLocal,
    ignoreTLS: isLocal,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  return {
    id: 'smtp',
    kind: 'mail',
    label: `Mail by ${hostname}`,
    offline: false,
    async send(mail, call) {
      call.signal.throwIfAborted();
      requireHeaders(mail);
      try {
        const { messageId } = await transport.sendMail(toMessage(mail));
        return { id: messageId };
      } catch (error) {
        throw toProviderError(error as SmtpError);
      }
    },
  };
}

type SmtpError = Error & {
  readonly code?: string;
  /** The system's own code, where nodemailer put its own over it. */
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
};

type Rule = { readonly fits: (error: SmtpError) => boolean; readonly kind: FailureKind; readonly advice: string };

const isReply = (first: string) => (error: SmtpError) => String(error.responseCode ?? '').startsWith(first);

const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EDNS', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether there was no connection, so that nothing can have been taken. A connection that broke later says nothing about that. */
function isNeverConnected({ code = '', originalCode = '', message }: SmtpError): boolean {
  return UNREACHABLE.has(code) || UNREACHABLE.has(originalCode) || /^(Connection timeout|Greeting never received)/.test(message);
}

/** What a failure means, the first that fits. Codes: RFC 5321, 4.2; nodemailer's own where there was no reply. */
const RULES: readonly Rule[] = [
  { fits: ({ code }) => code === 'EAUTH', kind: 'auth', advice: 'The mail server refused the user or the password: look at SMTP_URL.' },
  {
    fits: ({ code }) => code === 'ETLS',
    kind: 'auth',
    advice: 'The mail server offers no TLS that can be trusted: look at SMTP_URL and at its certificate.',
  },
  {
    fits: ({ responseCode }) => responseCode === 421 || responseCode === 450,
    kind: 'rate_limited',
    advice: 'The mail server asks us to wait.',
  },
  { fits: isReply('4'), kind: 'temporary', advice: 'The mail server cannot take it now.' },
  { fits: isReply('5'), kind: 'refused', advice: 'The mail server refused it.' },
  { fits: isNeverConnected, kind: 'temporary', advice: 'The mail server cannot be reached.' },
];

function toProviderError(error: SmtpError): ProviderError {
  const rule = RULES.find(({ fits }) => fits(error));
  if (!rule)
    return new ProviderError('unknown_outcome', 'The mail server broke off and did not say whether it took the message.', { cause: error });
  return new ProviderError(rule.kind, error.response ? `${rule.advice} It said: ${error.response}` : rule.advice, { cause: error });
}
