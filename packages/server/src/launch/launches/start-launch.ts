import { randomInt } from 'node:crypto';
import { isCurrency, type Money, parseAmount } from '@bottega/contracts';
import { guessCategory, writableLanguages } from '#studio';
import {
  appendAudit,
  appendEvent,
  authorise,
  BottegaError,
  type Ctx,
  enqueueWorkflow,
  ERRORS,
  inTransaction,
  newId,
  receivePhoto,
} from '#platform';
import { LaunchRequest, MOST_PHOTOS, STEPS } from './launch.ts';

export type StartLaunch = LaunchRequest & {
  /** Photos on local disk, the main one first; `label` is what the sender called them. */
  readonly photos: readonly { readonly path: string; readonly label?: string }[];
};

/**
 * Takes a launch in: everything is checked and the photos are received before anything is written down, and the launch, its steps
 * and its workflow are written in one transaction.
 * @throws BottegaError invalid_input, unknown_currency, unknown_language, and what receivePhoto throws.
 */
export async function startLaunch(ctx: Ctx, input: StartLaunch): Promise<{ launchId: string }> {
  authorise(ctx, 'launches.write');
  const request = readRequest(input);
  const price = readPrice(ctx, request.price, request.currency);
  const languages = readLanguages(ctx, request.languages);
  await checkGlyphs(ctx, request.name);
  const pictureIds = await receivePhotos(ctx, input.photos);
  const launchId = newId();
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .insertInto('launch')
      .values({
        shop_id: tx.shop.id,
        id: launchId,
        status: 'queued',
        name: request.name,
        notes: request.notes,
        price: price.amount,
        currency: price.currency,
        category: guessCategory(request.name, request.notes),
        languages,
        seconds: request.seconds,
        stock: request.stock,
        seed: request.seed ?? randomInt(2 ** 31),
        product_id: null,
        product_slug: null,
        failure: null,
        finished_at: null,
      })
      .execute();
    const key = { shop_id: tx.shop.id, launch_id: launchId };
    await tx.db
      .insertInto('launch_photo')
      .values(pictureIds.map((picture_id, position) => ({ ...key, position, picture_id })))
      .execute();
    const waiting = { state: 'waiting' as const, provider: null, progress: 0, note: null, started_at: null, ms: null };
    await tx.db
      .insertInto('launch_step')
      .values(STEPS.map((name, position) => ({ ...key, ...waiting, name, position })))
      .execute();
    await appendEvent(tx, { type: 'launch.started', subjectId: launchId, payload: { name: request.name } });
    await appendAudit(tx, { action: 'launch.start', subjectId: launchId, detail: { name: request.name } });
    await enqueueWorkflow(tx, 'launchProduct', launchId);
  });
  return { launchId };
}

function readRequest(input: StartLaunch) {
  const parsed = LaunchRequest.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new BottegaError('invalid_input', `The launch cannot start: ${problems.map(({ message }) => message).join('; ')}.`, { problems });
}

function readPrice({ shop }: Ctx, text: string, currency: string): Money {
  if (!isCurrency(currency)) {
    throw new BottegaError('unknown_currency', `"${currency}" is no currency.`, {
      problems: [{ path: 'currency', message: 'no such currency' }],
    });
  }
  if (currency !== shop.currency) {
    const message = `${shop.name} sells in ${shop.currency}`;
    throw new BottegaError('invalid_input', `${message}.`, { problems: [{ path: 'currency', message }] });
  }
  const refuse = (message: string) =>
    new BottegaError('invalid_input', `The price is not right: ${message}.`, { problems: [{ path: 'price', message }] });
  let amount: number;
  try {
    amount = parseAmount(text, currency);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  if (amount < 0) throw refuse('a price cannot be negative');
  return { amount, currency };
}

function readLanguages(ctx: Ctx, wanted: readonly string[]): string[] {
  const known = writableLanguages(ctx);
  const languages = wanted.length > 0 ? [...new Set(wanted)] : [known.includes(ctx.shop.locale) ? ctx.shop.locale : 'en'];
  const unknown = languages.filter((language) => !known.includes(language));
  if (unknown.length === 0) return languages;
  throw new BottegaError('unknown_language', `No writer here has ${unknown.join(', ')}. There are: ${known.join(', ')}.`, {
    problems: [{ path: 'languages', message: `choose from ${known.join(', ')}` }],
  });
}

/** The name stands on the film's cards: a letter that no font has is told of now, not half a minute later. */
async function checkGlyphs(ctx: Ctx, name: string): Promise<void> {
  const drawn = withoutPictographs(name);
  if (!/[\p{L}\p{N}]/u.test(drawn)) {
    throw new BottegaError('invalid_input', 'The name has no word that a film could show or say.', {
      problems: [{ path: 'name', message: 'write it with letters: films have no emoji' }],
    });
  }
  const { missing } = await ctx.media.checkGlyphs([drawn], { signal: ctx.signal });
  if (missing.length === 0) return;
  throw new BottegaError('invalid_input', `Our fonts cannot draw these characters of the name in a film: ${missing.join(' ')}`, {
    problems: [{ path: 'name', message: `write it without ${missing.join(' ')}` }],
  });
}

/** Films have no emoji: they are left out of what is spoken and drawn, and stay in the texts. */
export const withoutPictographs = (text: string): string =>
  text
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{e0020}-\u{e007f}]|\u{fe0f}|\u{200d}|\u{20e3}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();

async function receivePhotos(ctx: Ctx, photos: StartLaunch['photos']): Promise<string[]> {
  if (photos.length === 0 || photos.length > MOST_PHOTOS) {
    const message = photos.length === 0 ? 'give a photo of the product' : `give at most ${MOST_PHOTOS} photos`;
    throw new BottegaError('invalid_input', `The launch cannot start: ${message}.`, { problems: [{ path: 'photos', message }] });
  }
  const ids: string[] = [];
  for (const [index, photo] of photos.entries()) {
    const { pictureId } = await receivePhoto(ctx, photo).catch((error: unknown) => {
      throw nameField(error, `photos.${index}`);
    });
    ids.push(pictureId);
  }
  return [...new Set(ids)];
}

/** A refusal that knows nothing of forms, with the field that it is about. */
function nameField(error: unknown, path: string): unknown {
  if (!(error instanceof BottegaError) || ERRORS[error.code].status >= 500) return error;
  return new BottegaError(error.code, error.message, { problems: [{ path, message: error.message }], cause: error });
}
