import { ProviderError } from '@bottega/contracts';
import { newId } from '../../context.ts';
import type { InstallationCtx } from '../../ground.ts';
import { languageOfMail } from '../../mail/languages.ts';
import { composeLetter } from '../../mail/letter.ts';
import type { ProviderChains } from '../../providers/provider-chains.ts';
import type { Role } from '../../permissions.ts';
import { type LetterKind, writeLetter } from './letters.ts';

const LIMIT_MS = 30_000;

export type StaffLetter = {
  readonly kind: LetterKind;
  readonly to: string;
  /** BCP 47. */
  readonly locale: string;
  /** What it opens. */
  readonly url: string;
  readonly shop?: string;
  readonly role?: Role;
};

type Post = { readonly providers: ProviderChains; readonly mailFrom: string; readonly signal: AbortSignal };

/**
 * Sends a letter at once, past the shop's list of mail: whoever may read that list must not find a link there that lets them in.
 * @throws ProviderError
 */
export async function sendLetter({ providers, mailFrom, signal }: Post, letter: StaffLetter): Promise<void> {
  const [provider] = await providers.list('mail');
  if (!provider) throw new ProviderError('unsupported', 'There is no mail provider.');
  const language = languageOfMail(letter.locale);
  const composed = composeLetter(writeLetter(letter.kind, language, letter), { locale: language, from: letter.shop ?? 'Bottega' });
  const mail = { ...composed, id: newId(), to: letter.to, from: `"Bottega" <${mailFrom}>` };
  await providers.call({ provider, signal, limitMs: LIMIT_MS }, (call) => provider.send(mail, call));
}

/** The same, without being waited for: how long an answer takes must not tell whether a mail went out. A failure is logged. */
export function sendLetterLater(ctx: InstallationCtx, prepare: () => Promise<StaffLetter | null>): void {
  const { ground, auth, log } = ctx;
  const post = { providers: ground.providers, mailFrom: ground.config.mailFrom, signal: AbortSignal.timeout(LIMIT_MS) };
  auth.alongside(
    prepare()
      .then((letter) => (letter ? sendLetter(post, letter) : undefined))
      .catch((error: unknown) => log.warn({ err: error }, 'a letter to somebody of the staff was not sent')),
  );
}
