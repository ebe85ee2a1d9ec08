import { type DoorCtx, evenOut, limitTries, readInput } from '#platform';
import { writeCode } from './codes.store.ts';
import { requestCodeSchema } from './customer.ts';
import { codeLimit } from './limits.ts';
import { tellCustomerLater } from './letters.ts';

/**
 * Sends a code to a mail, whoever has it: with the right one comes in who has an account, and gets one who has none. So nothing about it
 * tells who buys here.
 * @throws BottegaError invalid_input, too_many_tries
 */
export async function requestCustomerCode(ctx: DoorCtx, input: { email: string; language?: string | undefined }): Promise<void> {
  const begun = performance.now();
  const { email, language } = readInput(requestCodeSchema, input);
  await limitTries(ctx, codeLimit(ctx, email));
  const code = await writeCode(ctx, { purpose: 'sign-in', subject: email }, email);
  tellCustomerLater(ctx, async () => ({ kind: 'code', to: email, code, language: language ?? '' }));
  await evenOut(begun);
}
