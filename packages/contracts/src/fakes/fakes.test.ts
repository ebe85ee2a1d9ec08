import { describe, expect, test } from 'vitest';
import { checksOf } from '../conformance/index.ts';
import { ProviderError } from '../provider.ts';
import {
  fakeChannel,
  fakeImage,
  fakeMail,
  fakeModeration,
  fakeMusic,
  fakePayment,
  fakeShipping,
  fakeSpeech,
  fakeStorage,
  fakeText,
  type TestCall,
  testCall,
} from './index.ts';

const payment = {
  key: 'p1',
  amount: { amount: 4_800, currency: 'EUR' },
  orderCode: 'FRN7K2M4XB',
  shopName: 'Fornace',
  buyer: { email: 'ada@example.com', country: 'IT', language: 'en' },
  returnUrl: 'https://fornace.example/',
  cancelUrl: 'https://fornace.example/',
};

describe('every fake keeps the promises of its contract', () => {
  const fakes = {
    text: () => checksOf(fakeText()),
    speech: () => checksOf(fakeSpeech()),
    image: () => checksOf(fakeImage()),
    music: () => checksOf(fakeMusic()),
    moderation: () => checksOf(fakeModeration()),
    payment: () => checksOf(fakePayment()),
    shipping: () => checksOf(fakeShipping()),
    channel: () => checksOf(fakeChannel()),
    pendingChannel: () => checksOf(fakeChannel({ pendingFinds: 2 })),
    mail: () => checksOf(fakeMail()),
    storage: (call: TestCall) => checksOf(fakeStorage(call.folder)),
  };
  for (const [name, checks] of Object.entries(fakes)) {
    test(name, async () => {
      await using folder = await testCall();
      for (const check of checks(folder)) {
        await using call = await testCall();
        await check.run(call);
      }
    });
  }
});

describe('a conformance suite finds a provider that breaks its word', () => {
  test('words out of order', async () => {
    const honest = fakeSpeech();
    const liar = {
      ...honest,
      speak: async (...args: Parameters<typeof honest.speak>) => {
        const made = await honest.speak(...args);
        return { ...made, value: { ...made.value, words: made.value.words.toReversed() } };
      },
    };
    await expectBroken(checksOf(liar), 'times every word in order, inside the recording');
  });

  test('a second payment under one key', async () => {
    let count = 0;
    const honest = fakePayment();
    const greedy = {
      ...honest,
      begin: async (...[request, call]: Parameters<typeof honest.begin>) =>
        honest.begin({ ...request, key: `${request.key}-${++count}` }, call),
    };
    await expectBroken(checksOf(greedy), 'begins one payment for one key, and takes nothing by it');
  });

  test('a price that falls with the weight', async () => {
    const odd = fakeShipping({
      answer: ({ parcels: [parcel], currency }) => [
        { service: 'odd', label: 'Odd', price: { amount: Math.trunc(1_000_000 / (parcel?.grams ?? 1)), currency } },
      ],
    });
    await expectBroken(checksOf(odd), 'takes no less for more weight');
  });

  test('a title beyond the limit', async () => {
    const honest = fakeText();
    const wordy = {
      ...honest,
      writeCopy: async (...args: Parameters<typeof honest.writeCopy>) => {
        const made = await honest.writeCopy(...args);
        return { ...made, value: { ...made.value, title: `${made.value.title} and much more besides, at length` } };
      },
    };
    await expectBroken(checksOf(wordy), 'keeps tight and roomy limits in every language');
  });

  async function expectBroken(checks: ReturnType<typeof checksOf>, name: string): Promise<void> {
    await using call = await testCall();
    const check = checks.find((one) => one.name === name);
    await expect(check?.run(call)).rejects.toMatchObject({ name: 'AssertionError' });
  }
});

describe('a fake fails on demand', () => {
  test('with the error asked for, once, and records the call', async () => {
    await using call = await testCall();
    const mail = fakeMail();
    mail.failNext(new ProviderError('rate_limited', 'Too many mails: wait a minute.', { retryAfterSeconds: 60 }));
    const message = { to: 'a@example.com', from: 'b@example.com', subject: 'Hello', text: 'Hello' };
    await expect(mail.send(message, call)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterSeconds: 60 });
    await mail.send(message, call);
    expect(mail.sent).toHaveLength(1);
    expect(mail.calls.map(({ operation }) => operation)).toEqual(['send', 'send']);
  });

  test('by hanging until the caller gives up', async () => {
    await using call = await testCall();
    const payments = fakePayment();
    payments.failNext('hang');
    const paying = payments.begin(payment, call);
    call.abort(new Error('time is up'));
    await expect(paying).rejects.toThrow('time is up');
    expect(await payments.find(payment, { ...call, signal: new AbortController().signal })).toBeNull();
  });

  test('by crashing as no contract foresees', async () => {
    await using call = await testCall();
    const channel = fakeChannel();
    channel.failNext('crash');
    await expect(channel.find('p1', call)).rejects.toBeInstanceOf(TypeError);
  });

  test('by losing the answer after the work was done', async () => {
    await using call = await testCall();
    const payments = fakePayment();
    payments.failNext(new ProviderError('unknown_outcome', 'No answer came: the payment is being looked up.'));
    await expect(payments.begin(payment, call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
    expect(await payments.find(payment, call)).toMatchObject({ state: 'authorised', reference: 'fake-p1', captured: 0 });
  });
});

describe('fakes that remember', () => {
  test('a payment knows its key, and refuses it for another amount', async () => {
    await using call = await testCall();
    const payments = fakePayment({ answer: () => ({ state: 'declined', userMessage: 'The card was declined.' }) });
    expect(await payments.find(payment, call)).toBeNull();
    expect(await payments.begin(payment, call)).toMatchObject({ state: 'declined' });
    await expect(payments.begin({ ...payment, amount: { amount: 1, currency: 'EUR' } }, call)).rejects.toMatchObject({ kind: 'bad_input' });
  });

  test('a payment is captured and given back in parts, once for each key, and never beyond what there is', async () => {
    await using call = await testCall();
    const payments = fakePayment();
    const { reference } = await payments.begin(payment, call);
    const of = (key: string, amount: number) => ({ key, payment: 'p1', reference, amount: { amount, currency: 'EUR' } });
    for (let time = 0; time < 2; time++)
      expect(await payments.capture({ ...of('c1', 3_000), final: false }, call)).toMatchObject({ state: 'captured', captured: 3_000 });
    await expect(payments.capture({ ...of('c2', 1_801), final: true }, call)).rejects.toMatchObject({ kind: 'refused' });
    for (let time = 0; time < 2; time++) expect(await payments.refund(of('r1', 1_000), call)).toMatchObject({ state: 'done' });
    await expect(payments.refund(of('r2', 2_001), call)).rejects.toMatchObject({ kind: 'refused' });
    await expect(payments.cancel(of('x1', 4_800), call)).rejects.toMatchObject({ kind: 'refused' });
    expect(await payments.find(payment, call)).toMatchObject({ captured: 3_000, refunded: 1_000 });
    expect(await payments.findRefund(of('r1', 1_000), call)).toMatchObject({ state: 'done' });
    expect(await payments.findRefund(of('r9', 1), call)).toBeNull();
  });

  test('a slow channel is pending before it has published', async () => {
    await using call = await testCall();
    const channel = fakeChannel({ pendingFinds: 2 });
    const copy = (
      await fakeText().writeCopy(
        {
          facts: {
            name: 'Bowl',
            notes: '',
            price: { amount: 1, currency: 'EUR' },
            palette: [],
            category: 'other',
            season: 'winter',
            shopName: 'F',
          },
          channel: 'instagram',
          limits: {},
          language: 'en',
          seed: 1,
        },
        call,
      )
    ).value;
    expect(await channel.publish({ key: 'k', copy, pictures: [] }, call)).toMatchObject({ state: 'pending' });
    expect(await channel.find('k', call)).toMatchObject({ state: 'pending' });
    expect(await channel.find('k', call)).toMatchObject({ state: 'published', id: 'fake-1' });
  });
});

test('a test call has no network', async () => {
  await using call = await testCall();
  await expect(call.fetch('https://example.com/')).rejects.toThrow('https://example.com/');
});
