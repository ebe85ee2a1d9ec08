import { useMessages } from '../../i18n/use-messages.tsx';
import type { useProblem } from '../parts/use-problem.ts';
import type { ShippingZone } from '../types.ts';
import { AreaField, TextField } from './pricing-fields.tsx';
import { placesText } from './read-pricing.ts';

/** What a zone of shipping and one of tax have alike: what it is called, and the places it covers. */
export function ZoneFields({
  zone,
  told,
}: {
  zone: Pick<ShippingZone, 'id' | 'name' | 'places'> | undefined;
  told: ReturnType<typeof useProblem>;
}) {
  const t = useMessages();
  return (
    <>
      <input type="hidden" name="id" value={zone?.id ?? ''} />
      <TextField label={t('pricing.name')} name="name" value={zone?.name} error={told.of('name')} required />
      <AreaField
        label={t('pricing.places')}
        name="places"
        value={zone ? placesText(zone.places) : ''}
        hint={t('pricing.placesHint')}
        error={told.of('places')}
      />
    </>
  );
}
