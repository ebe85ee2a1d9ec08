import { readFile } from 'node:fs/promises';
import { amountToDecimal, parseAmount } from '@bottega/contracts';
import type { GiftCardView, GiftCardWithCode, ListPriceView, PriceListView, PromotionCodeView, PromotionView } from '#commerce';
import { BottegaError, refuseField } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type AddListOptions = ShopOptions & {
  readonly name: string;
  readonly currency: string;
  readonly group?: string;
  readonly from?: string;
  readonly until?: string;
};
export type OneListOptions = ShopOptions & { readonly list: string };
export type ImportOptions = OneListOptions & { readonly file: string };
export type CodesOptions = ShopOptions & {
  readonly promotion: string;
  readonly codes?: string;
  readonly count?: string;
  readonly prefix?: string;
  readonly uses?: string;
};
export type IssueOptions = ShopOptions & {
  readonly amount: string;
  readonly currency: string;
  readonly note?: string;
  readonly until?: string;
};

/** As many lines as one request takes. */
const AT_ONCE = 500;

const listPath = ({ list }: OneListOptions, more = ''): string => `/api/v1/price-lists/${encodeURIComponent(list)}${more}`;

/** `bottega prices lists`. */
export async function runPriceLists(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await askServer<{ items: PriceListView[] }>(options, openHouse, { method: 'GET', path: '/api/v1/price-lists' });
  const lines = items.map(({ id, name, currency, state, prices }) => `${id}  ${currency}  ${state.padEnd(3)}  ${prices} prices  ${name}`);
  printAnswer(options, items, lines.join('\n') || 'There are no price lists yet.');
}

/** `bottega prices add-list`. */
export async function runAddList(options: AddListOptions, openHouse: OpenHouse): Promise<void> {
  const { name, currency, group, from, until } = options;
  const body = { name, currency, groupId: group ?? null, startsAt: from ?? null, endsAt: until ?? null };
  const list = await askServer<PriceListView>(options, openHouse, { method: 'POST', path: '/api/v1/price-lists', body });
  printAnswer(options, list, `${list.id}\nPut prices onto it with \`bottega prices import\`.`);
}

/** `bottega prices show`: every price on a list. */
export async function runShowPrices(options: OneListOptions, openHouse: OpenHouse): Promise<void> {
  const list = await askServer<PriceListView>(options, openHouse, { method: 'GET', path: listPath(options) });
  const prices: ListPriceView[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = listPath(options, `/prices?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    const page: { items: ListPriceView[]; next: string | null } = await askServer(options, openHouse, { method: 'GET', path });
    prices.push(...page.items);
    cursor = page.next;
  }
  const lines = prices.map(({ sku, title, leastQuantity, amount }) => {
    const price = `${amountToDecimal({ amount, currency: list.currency })} ${list.currency}`;
    return `${sku.padEnd(24)} from ${String(leastQuantity).padStart(3)}  ${price.padStart(16)}  ${title}`;
  });
  printAnswer(options, prices, lines.join('\n') || 'There are no prices on it yet.');
}

/** `bottega prices import`: prices from a CSV file, 500 at a time; each 500 are written as a whole or not at all. */
export async function runImportPrices(options: ImportOptions, openHouse: OpenHouse): Promise<void> {
  const text = await readFile(options.file, 'utf8').catch((error: unknown) => {
    throw new BottegaError('not_found', `There is no file ${options.file} that can be read.`, { cause: error });
  });
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (head === undefined || lines.length === 0)
    refuseField('file', 'The file has no prices in it: a first line with the columns, then a price a line.');
  const sum = { written: 0, removed: 0 };
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const csv = [head, ...lines.slice(at, at + AT_ONCE)].join('\n');
    const path = listPath(options, '/prices');
    const { written, removed } = await askServer<typeof sum>(options, openHouse, { method: 'PUT', path, body: { csv } }).catch(
      (error: unknown) => {
        if (at > 0) process.stderr.write(`The first ${at} prices were written; the error is about those after them.\n`);
        throw error;
      },
    );
    sum.written += written;
    sum.removed += removed;
  }
  printAnswer(options, sum, `${sum.written} prices were written, ${sum.removed} taken away.`);
}

/** `bottega prices promotions`. */
export async function runPromotions(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await askServer<{ items: PromotionView[] }>(options, openHouse, { method: 'GET', path: '/api/v1/promotions' });
  const lines = items.map(({ id, name, state, needsCode, used, codes }) => {
    const how = needsCode ? `${codes} codes` : 'by itself';
    return `${id}  ${state.padEnd(3)}  ${how.padEnd(12)}  used ${used}  ${name}`;
  });
  printAnswer(options, items, lines.join('\n') || 'There are no promotions yet.');
}

/** `bottega prices add-codes`: codes of one's own, or so many made by chance. */
export async function runAddCodes(options: CodesOptions, openHouse: OpenHouse): Promise<void> {
  const { promotion, codes, count, prefix, uses } = options;
  const usageLimit = uses === undefined ? null : Number(uses);
  const own = codes?.split(',').map((code) => code.trim());
  const body = own ? { codes: own, usageLimit } : { count: Number(count ?? 1), ...(prefix === undefined ? {} : { prefix }), usageLimit };
  const path = `/api/v1/promotions/${encodeURIComponent(promotion)}/codes`;
  const { items } = await askServer<{ items: PromotionCodeView[] }>(options, openHouse, { method: 'POST', path, body });
  printAnswer(options, items, items.map(({ code }) => code).join('\n'));
}

/** `bottega prices gift-cards`: the latest. */
export async function runGiftCards(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const path = '/api/v1/gift-cards?limit=100';
  const { items } = await askServer<{ items: GiftCardView[] }>(options, openHouse, { method: 'GET', path });
  const lines = items.map(({ id, ending, balance, state, note }) => {
    return `${id}  …${ending}  ${`${amountToDecimal(balance)} ${balance.currency}`.padStart(16)}  ${state.padEnd(7)}  ${note}`;
  });
  printAnswer(options, items, lines.join('\n') || 'There are no gift cards yet.');
}

/** `bottega prices issue-card`: its code is printed this once. */
export async function runIssueCard(options: IssueOptions, openHouse: OpenHouse): Promise<void> {
  const currency = options.currency.toUpperCase();
  const body = {
    value: { amount: readAmount(options.amount, currency), currency },
    note: options.note ?? '',
    expiresAt: options.until ?? null,
  };
  const issued = await askServer<GiftCardWithCode>(options, openHouse, { method: 'POST', path: '/api/v1/gift-cards', body });
  printAnswer(options, issued, `${issued.code}\nThe code is shown this once.`);
}

function readAmount(text: string, currency: string): number {
  try {
    return parseAmount(text, currency);
  } catch (error) {
    if (error instanceof RangeError) refuseField('amount', `${error.message}.`);
    throw error;
  }
}
