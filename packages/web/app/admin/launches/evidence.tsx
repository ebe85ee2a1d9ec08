import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import type { LaunchView } from '../types.ts';

/** Whose work each part is, under which licence, and what it cost. */
export function Evidence({ launch }: { launch: Pick<LaunchView, 'evidence' | 'costs'> }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <Section title={t('launch.evidence')}>
      <table className="tbl">
        <thead>
          <tr>
            <th>{t('launch.asset')}</th>
            <th className="max-sm:hidden">{t('launch.provider')}</th>
            <th>{t('launch.licence')}</th>
            <th className="num">{t('launch.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {launch.evidence.map((entry) => (
            <tr key={`${entry.asset} ${entry.provider} ${entry.madeAt}`}>
              <td className="wrap-anywhere">
                <bdi lang="en">{entry.asset}</bdi>
              </td>
              <td className="wrap-anywhere text-ink-2 max-sm:hidden">
                <bdi>{entry.provider}</bdi>
              </td>
              <td className="wrap-anywhere text-ink-2">
                <bdi lang="en">{entry.licence}</bdi>
              </td>
              <td className="num">
                <bdi>{formats.cost(entry.cost)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <td colSpan={2}>{t('launch.together')}</td>
            <td className="max-sm:hidden" />
            <td className="num">
              {launch.costs.map((cost) => (
                <bdi key={cost.currency} className="block">
                  {formats.cost(cost)}
                </bdi>
              ))}
            </td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}
