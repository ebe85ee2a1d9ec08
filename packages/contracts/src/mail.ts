import type { CallContext, Provider } from './provider.ts';

export type Mail = {
  /** Ours, and the same at every try: it goes into the Message-ID, by which a second copy is known. */
  readonly id?: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

export type MailProvider = Provider & {
  readonly kind: 'mail';
  /** Returns the message id. @throws ProviderError `bad_input` when an address or the subject holds a line break. */
  send(mail: Mail, call: CallContext): Promise<{ readonly id: string }>;
};
