import { RotateCw } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import type { Route } from './+types/mail';
import { MailPill } from './mail-pill.tsx';

export const loader = ({ context, url, params }: Route.LoaderArgs) =>
  inShop({ context, url }, ({ ctx, operations }) => operations.platform.getMail(ctx, { id: params.mailId }));

export const action = ({ context, url, params }: Route.ActionArgs) =>
  inShop({ context, url }, ({ ctx, operations }) => submitted(() => operations.platform.resendMail(ctx, { id: params.mailId })));

/** One mail, as it was sent. */
export default function Mail({ loaderData: mail }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const isBusy = useNavigation().state !== 'idle';
  const mayResend = mail.state === 'failed' || mail.state === 'unknown';
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle
        title={mail.subject}
        above={
          <Link className="link" to="..">
            {t('mail.title')}
          </Link>
        }
        facts={
          <>
            <MailPill state={mail.state} />
            <bdi>{mail.to}</bdi>
            <time dateTime={mail.sentAt ?? mail.createdAt}>{formats.moment(mail.sentAt ?? mail.createdAt)}</time>
          </>
        }
        actions={
          mayResend && (
            <Form method="post">
              <Button type="submit" look="ink" disabled={isBusy}>
                <RotateCw className="i" />
                {t('mail.resend')}
              </Button>
            </Form>
          )
        }
      />
      {mail.problem !== null && (
        <div className="mt-5">
          <Notice look="warn">
            <span lang="en">{mail.problem}</span> {mail.state === 'unknown' && t('mail.unknownMeaning')}
          </Notice>
        </div>
      )}
      <Section title={t('mail.asSent')} className="mt-6">
        <pre className="whitespace-pre-wrap wrap-anywhere font-sans" dir="auto" lang={mail.language}>
          {mail.text}
        </pre>
      </Section>
    </div>
  );
}
