import { useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Answer } from './shop-settings.tsx';

type SaveLineProps = { readonly intent: string; readonly answer: Answer | undefined; readonly rest: string | undefined };

/** The end of a form: what is wrong beyond its fields, the button, and the word that it was done. */
export function SaveLine({ intent, answer, rest }: SaveLineProps) {
  const t = useMessages();
  const navigation = useNavigation();
  const isSaving = navigation.state === 'submitting' && navigation.formData?.get('intent') === intent;
  return (
    <div className="mt-6 flex flex-wrap items-center gap-4">
      {rest && <Notice look="bad">{rest}</Notice>}
      <Button type="submit" name="intent" value={intent} aria-disabled={isSaving}>
        {t('shopSettings.save')}
      </Button>
      <p role="status" className="text-ok">
        {answer && !answer.problem && !isSaving && t('shopSettings.saved')}
      </p>
    </div>
  );
}
