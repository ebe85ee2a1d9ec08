import { type AuditFault, type AuditReport, BottegaError, type ShopListing } from '#platform';
import type { ApiClient } from './api-client.ts';
import type { OpenHouse } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { printAnswer, style } from './terminal.ts';
import { withServer } from './visit.ts';

export type VerifyAuditOptions = CommonOptions & { readonly shop?: string; readonly head?: string; readonly json?: boolean };

type Verdict = AuditReport & { readonly shop: string };

/** `bottega audit verify`: exit code 1 where a row is not as it was. */
export async function runAuditVerify(options: VerifyAuditOptions, openHouse: OpenHouse): Promise<void> {
  const { shop, head } = options;
  if (head && !shop) throw new BottegaError('invalid_input', 'Say of which shop that end of the chain is, with --shop.');
  const verdicts = await withServer({ ...openSettings(options), openHouse }, async (client) => {
    const shops = shop ? [shop] : await listSlugs(client);
    const found: Verdict[] = [];
    for (const slug of shops) found.push({ shop: slug, ...(await verify(client, slug, head)) });
    return found;
  });
  printAnswer(options, verdicts, verdicts.map(describe).join('\n') || 'There is no shop yet.');
  if (verdicts.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

const verify = (client: ApiClient, shop: string, head: string | undefined): Promise<AuditReport> =>
  client.ask<AuditReport>(shop, { method: 'GET', path: `/api/v1/audit/verification${head ? `?head=${encodeURIComponent(head)}` : ''}` });

async function listSlugs(client: ApiClient): Promise<string[]> {
  const { items } = await client.ask<{ items: ShopListing[] }>('', { method: 'GET', path: '/api/v1/shops' });
  return items.map(({ slug }) => slug);
}

function describe({ shop, sealed, unsealed, head, faults }: Verdict): string {
  const mark = faults.length === 0 ? style('green', '✓') : style('red', '✗');
  const end = head ? `, end ${head.sequence}:${head.hash}` : '';
  const lines = faults.map((fault) => `  ${sentence(fault)}`);
  return [`${mark} ${shop}: ${sealed} sealed, ${unsealed} wait for their seal${end}`, ...lines].join('\n');
}

const sentence = ({ kind, sequence, entryId }: AuditFault): string =>
  `${kind}: ${[sequence === null ? '' : `number ${sequence}`, entryId === null ? '' : `entry ${entryId}`].filter(Boolean).join(', ')}`;
