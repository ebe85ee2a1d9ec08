import { Flame } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { usePage } from '../../use-page.ts';
import { CountedField } from '../parts/counted-field.tsx';
import { UploadProgress } from '../parts/upload-progress.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import { LanguageBoxes } from './language-boxes.tsx';
import { PhotoPicker } from './photo-picker.tsx';
import { SecondsSlider } from './seconds-slider.tsx';
import { useSending } from './use-sending.ts';

/** What a launch is asked for; `price` is a decimal such as "48.00", in the currency that the shop sells in. */
export type LaunchWishes = {
  readonly name: string;
  readonly price: string;
  readonly currency: string;
  readonly notes: string;
  readonly languages: readonly string[];
  readonly seconds: number;
  /** Whether the reader may let the launch go out without asking. */
  readonly mayApprove: boolean;
};

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  photos: 'form.error.photos',
  name: 'form.error.name',
  price: 'form.error.price',
  stock: 'form.error.stock',
  notes: 'form.error.notes',
  languages: 'form.error.languages',
  seconds: 'form.error.seconds',
};

/**
 * Photos and a few words. With JavaScript it is sent with progress and problems appear beside their fields;
 * without, the browser posts the very same form to the API, which answers with the launch's page.
 */
export function LaunchForm({ wishes }: { wishes: LaunchWishes }) {
  const { shopBase } = usePage();
  const [photos, setPhotos] = useState<readonly File[]>([]);
  const [sentPhotos, setSentPhotos] = useState<readonly File[] | null>(null);
  const sending = useSending();
  const told = useProblem(sending.refusal, SENTENCES);
  const form = useFocusOnProblem(sending.refusal);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSentPhotos(photos);
    void sending.send(readForm(event.currentTarget, photos));
  };
  return (
    <form
      ref={form}
      method="post"
      action={`${shopBase}/api/v1/launches`}
      encType="multipart/form-data"
      onSubmit={send}
      noValidate
      className="mt-8 flex flex-col gap-10"
    >
      <PhotosSection photos={photos} onChange={setPhotos} error={photos === sentPhotos ? told.of('photos') : undefined} />
      <WordsSection wishes={wishes} errorOf={told.of} />
      <FilmsSection wishes={wishes} errorOf={told.of} />
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      <Foot sending={sending} />
    </form>
  );
}

/** The fields, the languages as one list, and the photos in the order that was chosen. */
function readForm(element: HTMLFormElement, photos: readonly File[]): FormData {
  const form = new FormData(element);
  form.set('languages', form.getAll('languages').join(','));
  form.delete('photos');
  for (const photo of photos) form.append('photos', photo);
  return form;
}

function PhotosSection({
  photos,
  onChange,
  error,
}: {
  photos: readonly File[];
  onChange: (photos: readonly File[]) => void;
  error: string | undefined;
}) {
  const t = useMessages();
  return (
    <Section title={t('form.photos')}>
      <PhotoPicker photos={photos} onChange={onChange} error={error} />
    </Section>
  );
}

type PartProps = { readonly wishes: LaunchWishes; readonly errorOf: (field: string) => string | undefined };

function WordsSection({ wishes, errorOf }: PartProps) {
  const t = useMessages();
  return (
    <Section title={t('form.words')}>
      <input type="hidden" name="currency" value={wishes.currency} />
      <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_9rem_7rem]">
        <CountedField label={t('form.name')} name="name" max={140} error={errorOf('name')} value={wishes.name} />
        <Field label={t('product.price', { currency: wishes.currency })} error={errorOf('price')}>
          {(tie) => <input {...tie} name="price" inputMode="decimal" dir="ltr" placeholder="48.00" required defaultValue={wishes.price} />}
        </Field>
        <Field label={t('form.stock')} error={errorOf('stock')}>
          {(tie) => <input {...tie} name="stock" inputMode="numeric" dir="ltr" defaultValue={10} />}
        </Field>
        <CountedField
          label={t('form.notes')}
          hint={t('form.notesHint')}
          name="notes"
          max={5000}
          rows={4}
          error={errorOf('notes')}
          value={wishes.notes}
          className="sm:col-span-full"
        />
      </div>
    </Section>
  );
}

function FilmsSection({ wishes, errorOf }: PartProps) {
  const t = useMessages();
  return (
    <Section title={t('form.films')}>
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        <LanguageBoxes chosen={wishes.languages} error={errorOf('languages')} />
        <SecondsSlider seconds={wishes.seconds} error={errorOf('seconds')} />
      </div>
      {wishes.mayApprove && (
        <label className="mt-4 flex min-h-11 items-center gap-2.5 lg:min-h-8">
          <input type="checkbox" name="approval" value="itself" className="size-4 accent-ink" />
          {t('approval.ownYes')}
        </label>
      )}
    </Section>
  );
}

function Foot({ sending }: { sending: ReturnType<typeof useSending> }) {
  const t = useMessages();
  return (
    <div className="border-t border-line pt-5">
      {sending.isLost && (
        <div className="mb-4">
          <Notice look="bad">{t('form.lost')}</Notice>
        </div>
      )}
      {sending.part === null ? (
        <Button type="submit" look="ink">
          <Flame className="i" />
          {t('form.submit')}
        </Button>
      ) : (
        <UploadProgress part={sending.part} sending={t('form.sending')} checking={t('form.checking')} onStop={sending.stop} />
      )}
    </div>
  );
}
