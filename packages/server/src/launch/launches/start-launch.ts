import { randomInt } from 'node:crypto';
import { isCurrency, type Money, parseAmount } from '@bottega/contracts';
import { guessCategory, writableLanguages } from '#studio';
import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, enqueueWorkflow, inTransaction, newId } from '#platform';
import { type Approval, LaunchRequest, STEPS } from './launch.ts';
import { receivePhotos, type SentPhotos } from './receive-photos.ts';

export type StartLaunch = LaunchRequest & {
  readonly photos: SentPhotos;
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
  const languages = await readLanguages(ctx, request.languages);
  const approval = chooseApproval(ctx, request.approval);
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
        approval,
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

/**
 * Who says yes to what will be made. What the operator or the program itself asks for goes out by itself; for anybody else a person
 * looks at it first, unless they may approve and say otherwise.
 */
function chooseApproval(ctx: Ctx, wanted: Approval | undefined): Approval {
  const approval = wanted ?? (ctx.actor.type === 'system' ? 'itself' : 'person');
  if (approval === 'itself') authorise(ctx, 'launches.approve');
  return approval;
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

async function readLanguages(ctx: Ctx, wanted: readonly string[]): Promise<string[]> {
  const known = await writableLanguages(ctx);
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
