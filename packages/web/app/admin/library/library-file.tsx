import { Download } from 'lucide-react';
import { data, Form, redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, buttonClass } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { LibraryFile } from '../types.ts';
import type { Route } from './+types/library-file';
import { FilePlate } from './file-plate.tsx';
import { FileUses } from './file-uses.tsx';
import { useFileName } from './use-file-name.ts';

export const loader = ({ context, url, params }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    file: await platform.showFile(ctx, { id: params.fileId }),
    mayChange: platform.may(ctx.actor, 'files.write'),
  }));

export const action = ({ context, url, params, request }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const form = await request.formData();
    const id = params.fileId;
    if (form.get('intent') === 'rename') return submitted(() => platform.renameFile(ctx, { id, name: String(form.get('name') ?? '') }));
    if (form.get('intent') !== 'delete') throw data(null, { status: 400 });
    const refusal = await submitted(() => platform.deleteFile(ctx, { id }));
    return refusal ?? redirect(`/admin/${params.shop}/studio/library`);
  });

export default function LibraryFilePage({ loaderData: { file, mayChange }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const name = useFileName()(file);
  return (
    <div className="mx-auto max-w-[60rem]">
      <PageTitle
        above={<Where to={`/admin/${shop.slug}/studio/library`} room={t('library.title')} here={name} />}
        title={name}
        facts={<Facts file={file} />}
        actions={<Get file={file} />}
      />
      <div className="mt-6 grid gap-8 sm:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <FilePlate file={file} sizes="(min-width: 40rem) 22rem, 90vw" />
        <div className="flex flex-col gap-8">
          <FileUses usedBy={file.usedBy} />
          {mayChange && <Rename file={file} error={actionData?.problems.find(({ path }) => path === 'name') && t('library.error.name')} />}
          {mayChange && actionData?.code === 'conflict' && <Notice look="bad">{t('library.error.used')}</Notice>}
          {mayChange && file.uses === 0 && <Delete name={name} />}
        </div>
      </div>
    </div>
  );
}

function Facts({ file }: { file: LibraryFile }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <>
      <span>{t(`library.kind.${file.kind}`)}</span>
      <bdi>{formats.bytes(file.bytes)}</bdi>
      {file.picture && <bdi>{`${formats.number(file.picture.width)} × ${formats.number(file.picture.height)}`}</bdi>}
      <span>{formats.moment(file.createdAt)}</span>
    </>
  );
}

function Get({ file }: { file: LibraryFile }) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <a className={buttonClass({})} href={`${path(file.url)}?download=1`}>
      <Download className="i" />
      {t('library.download')}
    </a>
  );
}

function Rename({ file, error }: { file: LibraryFile; error: string | undefined }) {
  const t = useMessages();
  return (
    <Form method="post" className="flex flex-wrap items-end gap-2">
      <Field label={t('library.name')} error={error} className="grow">
        {(tie) => <input {...tie} key={file.name} name="name" defaultValue={file.name} maxLength={200} dir="auto" required />}
      </Field>
      <Button type="submit" name="intent" value="rename">
        {t('library.rename')}
      </Button>
    </Form>
  );
}

function Delete({ name }: { name: string }) {
  const t = useMessages();
  return (
    <Section title={t('library.deleteTitle')}>
      <ConfirmDialog
        trigger={t('library.delete')}
        title={t('library.deleteOne', { name })}
        keep={t('library.keep')}
        confirm={t('library.delete')}
        intent="delete"
      >
        {t('library.deleteHint')}
      </ConfirmDialog>
    </Section>
  );
}
