import { data, Form, redirect } from 'react-router';
import type { Route } from './+types/sign-in';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemOf } from '../../problems.ts';
import { cartIdOf, rememberCart } from '../cart.ts';
import { PageHead } from '../parts/page-head.tsx';
import { atShop, type Shop } from '../shop-of.ts';
import { doorOf, keepNowhere, nextPath } from './as-customer.ts';
import { CodeField } from './settings.tsx';

export const middleware = [keepNowhere];

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async (shop) => {
    const next = nextPath(shop, args.url.searchParams.get('next'));
    if (shop.ctx.actor.type === 'customer') throw redirect(next);
    return { next };
  });
}

/** Where the visitor stands: who they say they are, whether a code was sent, and what was refused. */
type Step = {
  readonly email: string;
  readonly isSent: boolean;
  readonly refused: 'email' | 'newPassword' | 'wrong' | 'wait' | null;
};

export function action(args: Route.ActionArgs) {
  return atShop(args, async (shop) => {
    const form = await args.request.formData();
    const email = String(form.get('email') ?? '').trim();
    const isSent = form.has('code');
    try {
      return await goOn(args.request, shop, form);
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.code === 'too_many_tries') return data<Step>({ email, isSent, refused: 'wait' }, { status: 429 });
      if (problem?.code !== 'invalid_input') throw error;
      const field = problem.problems[0]?.path;
      const refused = field === 'email' || field === 'newPassword' ? field : 'wrong';
      return data<Step>({ email, isSent: isSent && refused !== 'email', refused }, { status: 422 });
    }
  });
}

async function goOn(request: Request, shop: Shop, form: FormData) {
  const read = (name: string) => String(form.get(name) ?? '').trim();
  const { commerce, language } = shop;
  const door = doorOf(shop);
  const email = read('email');
  const password = String(form.get('password') ?? '');
  if (password === '' && (read('intent') === 'code' || !form.has('code'))) {
    await commerce.requestCustomerCode(door, { email, language });
    return data<Step>({ email, isSent: true, refused: null });
  }
  const newPassword = String(form.get('newPassword') ?? '');
  const shown = password === '' ? { code: read('code'), ...(newPassword && { newPassword }) } : { password };
  const cart = cartIdOf(request);
  const outcome = await commerce.signInCustomer(door, { email, language, ...shown, ...(cart && { cart }) });
  if (outcome.state === 'refused') return data<Step>({ email, isSent: password === '', refused: 'wrong' }, { status: 401 });
  const headers = new Headers({ 'set-cookie': outcome.cookie });
  if (outcome.cartId !== null) headers.append('set-cookie', rememberCart(shop, outcome.cartId));
  throw redirect(nextPath(shop, read('next')), { headers });
}

/** The forms are sent by the browser itself: the cookie is there before the next page. */
export default function SignIn({ loaderData: { next }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { email = '', isSent = false, refused = null } = actionData ?? {};
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-8 lg:px-10 lg:pt-12">
      <PageHead title={t('mine.signIn')} />
      <h1 className="display text-36 lg:text-48">{t('mine.signIn')}</h1>
      <Form method="post" reloadDocument noValidate className="mt-6 flex max-w-xl flex-col gap-5">
        <input type="hidden" name="next" value={next} />
        {refused === 'wait' && <Notice look="bad">{t('mine.wait')}</Notice>}
        {refused === 'wrong' && <Notice look="bad">{t('mine.wrong')}</Notice>}
        {isSent ? <CodeStep email={email} refused={refused} /> : <EmailStep email={email} refused={refused} />}
      </Form>
    </div>
  );
}

type StepProps = Pick<Step, 'email' | 'refused'>;

function EmailStep({ email, refused }: StepProps) {
  const t = useMessages();
  return (
    <>
      <p className="text-ink-2">{t('mine.signIn.lead')}</p>
      <Field label={t('checkout.email')} error={refused === 'email' ? t('checkout.error.email') : undefined}>
        {(tie) => <input {...tie} name="email" type="email" defaultValue={email} autoComplete="username" dir="ltr" required />}
      </Field>
      <div>
        <Button type="submit" name="intent" value="code" look="ink" size="large">
          {t('mine.sendCode')}
        </Button>
      </div>
      <details open={refused === 'wrong'}>
        <summary className="link w-fit">{t('mine.havePassword')}</summary>
        <div className="mt-4 flex flex-col gap-5">
          <Field label={t('mine.password')}>
            {(tie) => <input {...tie} name="password" type="password" autoComplete="current-password" dir="ltr" />}
          </Field>
          <div>
            <Button type="submit" name="intent" value="password">
              {t('mine.enter')}
            </Button>
          </div>
        </div>
      </details>
    </>
  );
}

function CodeStep({ email, refused }: StepProps) {
  const t = useMessages();
  return (
    <>
      <p role="status">{t('mine.codeSentTo', { email })}</p>
      <input type="hidden" name="email" value={email} />
      <CodeField error={undefined} />
      <details open={refused === 'newPassword'}>
        <summary className="link w-fit">{t('mine.forgot')}</summary>
        <Field
          label={t('mine.newPassword')}
          hint={t('mine.newPassword.hint')}
          error={refused === 'newPassword' ? t('mine.error.newPassword') : undefined}
          className="mt-4"
        >
          {(tie) => <input {...tie} name="newPassword" type="password" autoComplete="new-password" dir="ltr" />}
        </Field>
      </details>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" name="intent" value="enter" look="ink" size="large">
          {t('mine.enter')}
        </Button>
        <Button type="submit" name="intent" value="code" look="quiet" size="large">
          {t('mine.sendAgain')}
        </Button>
      </div>
    </>
  );
}
