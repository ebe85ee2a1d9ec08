import { isCurrency, parseAmount } from '@bottega/contracts';
import { BottegaError, createShop, type Database, type Shop } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { withDatabase } from './visit.ts';

export type CreateShopOptions = CommonOptions & {
  readonly slug: string;
  readonly name: string;
  readonly currency: string;
  readonly country: string;
  readonly tax: string;
  readonly shipping: string;
  readonly language: string;
  readonly timeZone: string;
  readonly about?: string;
  readonly transferTo?: string;
  readonly json?: boolean;
};

/** `bottega shop create`: makes a shop. Its staff are made with `bottega staff`. */
export async function runShopCreate(options: CreateShopOptions): Promise<void> {
  const { config } = openSettings(options);
  const { slug, name } = await withDatabase(config, (database) => makeShop(database, options));
  const next = `bottega staff --shop ${slug} --role owner --email ADDRESS --name NAME`;
  process.stdout.write(options.json ? `${JSON.stringify({ slug, name })}\n` : `${name} is there. Make its owner with: ${next}\n`);
}

function makeShop(database: Database, options: CreateShopOptions): Promise<Shop> {
  const { slug, name, currency, country, language, timeZone, about = '', transferTo = '' } = options;
  if (!isCurrency(currency)) throw new BottegaError('unknown_currency', `There is no currency "${currency}".`);
  return createShop(database, {
    slug,
    name,
    currency,
    country,
    about,
    transferTo,
    timeZone,
    locale: language,
    // A percentage has at most two decimals, like an amount of euros: 7.7 % are 770 basis points.
    taxBps: read('tax', () => parseAmount(options.tax, 'EUR')),
    shippingFlat: read('shipping', () => parseAmount(options.shipping, currency)),
  });
}

function read(path: string, parse: () => number): number {
  try {
    return parse();
  } catch (error) {
    throw new BottegaError('invalid_input', `The ${path} is not right.`, {
      problems: [{ path, message: (error as Error).message }],
      cause: error,
    });
  }
}
