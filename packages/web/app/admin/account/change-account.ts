import type { Operations, WebContext } from 'bottega/web-context';

type Platform = Operations['platform'];

/** What came of it, for the page to tell. */
export type Told = {
  readonly secret?: { readonly text: string; readonly qr: ReturnType<Platform['drawQrCode']> };
  readonly recoveryCodes?: readonly string[];
};

type Desk = { readonly platform: Platform; readonly installation: WebContext['installation'] };
type Wish = { readonly intent: string; readonly form: FormData; readonly language: string };

/** Does what one of the forms of the account page asks for. @throws BottegaError */
export async function changeAccount({ platform, installation }: Desk, { intent, form, language }: Wish): Promise<Told> {
  const read = (name: string) => String(form.get(name) ?? '');
  const password = read('password');
  if (intent === 'rename') await platform.renameAccount(installation, { name: read('name') });
  if (intent === 'password') await platform.changePassword(installation, { password, newPassword: read('newPassword'), language });
  if (intent === 'mail') await platform.requestMailChange(installation, { password, email: read('email'), language });
  if (intent === 'begin') {
    const { secret, uri } = await platform.beginTwoFactor(installation, { password });
    return { secret: { text: secret, qr: platform.drawQrCode(uri) } };
  }
  if (intent === 'finish') return platform.finishTwoFactor(installation, { code: read('code') });
  if (intent === 'codes') return platform.replaceRecoveryCodes(installation, { password });
  if (intent === 'remove') await platform.removeTwoFactor(installation, { password });
  if (intent === 'revoke') await platform.revokeSession(installation, { id: read('id') });
  if (intent === 'revokeOthers') await platform.revokeOtherSessions(installation);
  return {};
}
