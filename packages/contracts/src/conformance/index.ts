import type { ProviderOf } from '../plugin.ts';
import type { CallContext, ProviderKind } from '../provider.ts';
import { channelConformance } from './channel.ts';
import type { Check } from './check.ts';
import { imageConformance } from './image.ts';
import { mailConformance } from './mail.ts';
import { moderationConformance } from './moderation.ts';
import { musicConformance } from './music.ts';
import { paymentConformance } from './payment.ts';
import { shippingConformance } from './shipping.ts';
import { speechConformance } from './speech.ts';
import { storageConformance } from './storage.ts';
import { textConformance } from './text.ts';

export type { Check } from './check.ts';
export {
  channelConformance,
  imageConformance,
  mailConformance,
  moderationConformance,
  musicConformance,
  paymentConformance,
  shippingConformance,
  speechConformance,
  storageConformance,
  textConformance,
};

const SUITES: { readonly [Kind in ProviderKind]: readonly Check<ProviderOf[Kind]>[] } = {
  text: textConformance,
  speech: speechConformance,
  image: imageConformance,
  music: musicConformance,
  moderation: moderationConformance,
  payment: paymentConformance,
  shipping: shippingConformance,
  channel: channelConformance,
  mail: mailConformance,
  storage: storageConformance,
};

/** The promises that a provider of any kind must keep, ready to run; each run wants a fresh call. */
export function checksOf<Kind extends ProviderKind>(
  provider: ProviderOf[Kind] & { readonly kind: Kind },
): { readonly name: string; run(call: CallContext): Promise<void> }[] {
  return SUITES[provider.kind].map((check) => ({ name: check.name, run: (call) => check.run(provider, call) }));
}
