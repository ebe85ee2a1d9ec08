import { Form, Link, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import type { Problem } from '../../problems.ts';
import { useFormats } from '../formats.ts';
import { useProblem } from '../parts/use-problem.ts';
import { useShell } from '../shell/use-shell.ts';
import type { PaymentCase } from '../types.ts';

type CaseRowProps = { readonly item: PaymentCase; readonly mayWrite: boolean; readonly problem: Problem | null };

/** A difference: what it is, where to look, and how it was seen to. */
export function CaseRow({ item, mayWrite, problem }: CaseRowProps) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(problem, { note: 'payments.noteError' });
  return (
    <li className="border-b border-line py-4">
      <p className="font-medium">{t(`payments.case.${item.kind}`)}</p>
      <p className="text-ink-2 wrap-anywhere">
        <bdi>{item.provider}</bdi> · <bdi dir="ltr">{item.subject}</bdi> · {formats.moment(item.openedAt)}
      </p>
      <Details detail={item.detail} />
      {item.orderId && (
        <p className="mt-1">
          <Link className="link" to={`/admin/${shop.slug}/orders/${item.orderId}`}>
            {t('payments.toOrder')}
          </Link>
        </p>
      )}
      {mayWrite && (
        <Form method="post" noValidate preventScrollReset className="mt-3 flex flex-wrap items-end gap-3">
          <input type="hidden" name="intent" value="close" />
          <input type="hidden" name="id" value={item.id} />
          <Field label={t('payments.note')} error={told.of('note')} className="grow basis-60">
            {(tie) => <input {...tie} name="note" dir="auto" />}
          </Field>
          <Button type="submit" disabled={isBusy}>
            {t('payments.close')}
          </Button>
        </Form>
      )}
    </li>
  );
}

/** What the program knows of it, plainly: whoever looks into it needs the very figures. */
function Details({ detail }: { detail: PaymentCase['detail'] }) {
  const facts = Object.entries(detail).filter(([, value]) => value !== null && value !== '');
  if (facts.length === 0) return null;
  return (
    <p className="text-14 text-ink-2 wrap-anywhere" dir="ltr">
      {facts.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(' · ')}
    </p>
  );
}
