import type { Mail, MailProvider } from '../mail.ts';
import { type CallContext, ProviderError } from '../provider.ts';
import { type Fake, fakeControl } from './control.ts';

/** Keeps what was sent, in order. */
export function fakeMail(): Fake<MailProvider> & { readonly sent: readonly Mail[] } {
  const { control, attempt } = fakeControl();
  const sent: Mail[] = [];
  return Object.assign(control, {
    id: 'fake-mail',
    kind: 'mail' as const,
    label: 'Fake mail',
    offline: true,
    sent,
    send: (mail: Mail, call: CallContext) =>
      attempt({ operation: 'send', input: mail, signal: call.signal }, () => {
        requireSingleLines(mail);
        sent.push(mail);
        return { id: `<fake-${sent.length}@bottega.invalid>` };
      }),
  });
}

function requireSingleLines({ to, from, subject }: Mail): void {
  if (![to, from, subject].some((header) => /[\r\n]/.test(header))) return;
  throw new ProviderError('bad_input', 'An address or the subject of the mail holds a line break: remove it.');
}
