import { ProviderError } from '@bottega/contracts';
import { newId } from '../../context.ts';
import type { DoorCtx, InstallationCtx } from '../../ground.ts';
import { addressOf } from '../../mail/address-of.ts';
import { languageOfMail } from '../../mail/languages.ts';
import { composeLetter, type Letter } from '../../mail/letter.ts';
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

/** A letter that opens something, for one pair of eyes. */
export type PrivateLetter = {
  readonly to: string;
  /** BCP 47. */
  readonly locale: string;
  /** Who writes, as the letter itself says it. */
  readonly from: string;
  /** Who writes, as the list of a mail program says it. */
  readonly sender: string;
  readonly letter: Letter;
};

/**
 * Sends a letter at once, past the shop's list of mail: whoever may read that list must not find there what lets them in.
 * @throws ProviderError
 */
async function sendPrivately({ providers, mailFrom, signal }: Post, { to, locale, from, sender, letter }: PrivateLetter): Promise<void> {
  const [provider] = await providers.list('mail');
  if (!provider) throw new ProviderError('unsupported', 'There is no mail provider.');
  const mail = { ...composeLetter(letter, { locale, from }), id: newId(), to, from: addressOf(sender, mailFrom) };
  await providers.call({ provider, signal, limitMs: LIMIT_MS }, (call) => provider.send(mail, call));
}

/** The same, without being waited for: how long an answer takes must not tell whether a mail went out. A failure is logged. */
export function sendPrivatelyLater(ctx: DoorCtx, prepare: () => Promise<PrivateLetter | null>): void {
  const post = { providers: ctx.providers, mailFrom: ctx.ground.config.mailFrom, signal: AbortSignal.timeout(LIMIT_MS) };
  ctx.auth.alongside(
    prepare()
      .then((letter) => (letter ? sendPrivately(post, letter) : undefined))
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'a letter to a customer was not sent')),
  );
}

/** Sends a letter to somebody of the staff at once. @throws ProviderError */
export async function sendLetter(post: Post, { to, kind, ...facts }: StaffLetter): Promise<void> {
  const locale = languageOfMail(facts.locale);
  await sendPrivately(post, { to, locale, from: facts.shop ?? 'Bottega', sender: 'Bottega', letter: writeLetter(kind, locale, facts) });
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
