import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerOperations } from './customers/testing/other-shop.ts';
import * as commerce from './index.ts';
import { stockOperations } from './inventory/testing/other-shop.ts';
import { pricingOperations } from './terms/testing/other-shop.ts';
import { openCase } from './payments/cases.ts';
import { ADDRESS, fillCart, giveFile, givePicture, type Market, openMarket, openShop, sellBowl } from './testing/market.ts';

const {
  addToCart,
  attachFilms,
  cancelOrder,
  createCart,
  createProduct,
  finishCheckouts,
  fulfilOrder,
  getCart,
  getOrder,
  getOrderByCode,
  listOrders,
  listProducts,
  markOrderPaid,
  placeOrder,
  publishProduct,
  setCartLine,
  setCheckoutDetails,
  shippingCountries,
  updateProduct,
  withdrawProduct,
} = commerce;

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

test('another shop’s owner finds nothing of this shop by any operation', async () => {
  const { owner, guest, world } = market;
  const { owner: stranger } = await openShop(world);
  const { id, slug, variantId } = await sellBowl(owner);
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  const bought = await fillCart(guest, [{ variantId, quantity: 1 }]);
  const placed = await placeOrder(guest, { cartId: bought.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  const { id: orderId, code } = placed.order;
  const { id: paymentId } = await owner.db.selectFrom('payment').select('id').where('order_id', '=', orderId).executeTakeFirstOrThrow();
  await openCase(owner, { kind: 'stuck', provider: 'manual', subject: 'a', paymentId });
  const { id: caseId } = (await commerce.listPaymentCases(owner)).items[0] as { id: string };
  const pictureId = await givePicture(owner);
  const fileId = await giveFile(owner, 'mp4');
  const own = await sellBowl(stranger, { title: 'Own' });
  const ownCart = await createCart(stranger);
  const film = { shape: '1:1' as const, fileId, seconds: 1, width: 1, height: 1, posterFileId: null, captions: [] };

  await commerce.createCategory(owner, { name: 'Only ours' });

  const cartBefore = await getCart(guest, { cartId: cart.id });

  const throwing: Record<string, () => Promise<unknown>> = {
    'getProduct by id': () => commerce.getProduct(stranger, { id }),
    'getProduct by slug': () => commerce.getProduct(stranger, { slug }),
    showProduct: () => commerce.showProduct(stranger, { slug, language: 'en', others: 4 }),
    updateProduct: () => updateProduct(stranger, { id, title: 'Stolen' }),
    publishProduct: () => publishProduct(stranger, { id }),
    withdrawProduct: () => withdrawProduct(stranger, { id }),
    attachFilms: () => attachFilms(stranger, { productId: id, films: [] }),
    presentProduct: () => commerce.presentProduct(stranger, { productId: id, texts: [], firstLanguage: 'en', pictures: [] }),
    deleteProduct: () => commerce.deleteProduct(stranger, { id }),
    setOptions: () => commerce.setOptions(stranger, { productId: id, options: [] }),
    addVariant: () => commerce.addVariant(stranger, { productId: id, price: own.price }),
    changeVariants: () => commerce.changeVariants(stranger, { productId: id, variants: [{ id: variantId, stock: 0 }] }),
    'changeVariants of an own product': () =>
      commerce.changeVariants(stranger, { productId: own.id, variants: [{ id: variantId, stock: 0 }] }),
    removeVariant: () => commerce.removeVariant(stranger, { productId: id, variantId }),
    setPictures: () => commerce.setPictures(stranger, { productId: id, pictures: [] }),
    addPictures: () => commerce.addPictures(stranger, { productId: id, photos: [{ path: 'no.png' }] }),
    setProductText: () => commerce.setProductText(stranger, { productId: id, language: 'it', title: 'Rubato' }),
    removeProductText: () => commerce.removeProductText(stranger, { productId: id, language: 'it' }),
    listProductTexts: () => commerce.listProductTexts(stranger, { productId: id }),
    changeCategory: () => commerce.changeCategory(stranger, { slug: 'only-ours', position: 1 }),
    deleteCategory: () => commerce.deleteCategory(stranger, { slug: 'only-ours' }),
    getCart: () => getCart(stranger, { cartId: cart.id }),
    giveUpCheckout: () => commerce.giveUpCheckout(stranger, { cartId: cart.id }),
    getOrder: () => getOrder(stranger, { id: orderId }),
    getOrderByCode: () => getOrderByCode(stranger, { code }),
    markOrderPaid: () => markOrderPaid(stranger, { id: orderId }),
    fulfilOrder: () => fulfilOrder(stranger, { id: orderId }),
    cancelOrder: () => cancelOrder(stranger, { id: orderId }),
    cancelUnits: () => commerce.cancelUnits(stranger, { id: orderId, lines: [{ position: 0, quantity: 1 }] }),
    noteOrder: () => commerce.noteOrder(stranger, { id: orderId, note: 'Hello.' }),
    printInvoice: () => commerce.printInvoice(stranger, { id: orderId }),
    printInvoiceByCode: () => commerce.printInvoiceByCode(stranger, { code }),
    getPayment: () => commerce.getPayment(stranger, { id: paymentId }),
    capturePayment: () => commerce.capturePayment(stranger, { orderId }),
    cancelPayment: () => commerce.cancelPayment(stranger, { orderId }),
    requestRefund: () => commerce.requestRefund(stranger, { orderId, amount: 1 }),
    closePaymentCase: () => commerce.closePaymentCase(stranger, { id: caseId, note: 'Seen to.' }),
  };
  for (const [name, ask] of Object.entries(throwing)) await expect(ask(), name).rejects.toMatchObject({ code: 'not_found' });

  const missing = { state: 'refused', reason: 'not_found' };
  const details = { cartId: cart.id, email: 'x@example.com', address: ADDRESS };
  const refusing: Record<string, [() => Promise<unknown>, object]> = {
    addToCart: [() => addToCart(stranger, { cartId: cart.id, variantId: own.variantId, quantity: 1 }), missing],
    setCartLine: [() => setCartLine(stranger, { cartId: cart.id, variantId, quantity: 0 }), missing],
    setCheckoutDetails: [() => setCheckoutDetails(stranger, details), missing],
    placeOrder: [() => placeOrder(stranger, { cartId: cart.id }), missing],
    'addToCart of a foreign variant': [
      () => addToCart(stranger, { cartId: ownCart.id, variantId, quantity: 1 }),
      { state: 'refused', reason: 'no_such_variant' },
    ],
  };
  for (const [name, [ask, answer]] of Object.entries(refusing)) expect(await ask(), name).toMatchObject(answer);

  const foreignPicture = { title: 'x', price: own.price, stock: 1, category: 'x', pictures: [{ pictureId, altText: '' }] };
  await expect(createProduct(stranger, foreignPicture)).rejects.toMatchObject({ problems: [{ path: 'pictures.0.pictureId' }] });
  await expect(attachFilms(stranger, { productId: own.id, films: [film] })).rejects.toMatchObject({
    problems: [{ path: 'films.0.fileId' }],
  });
  const { results } = await commerce.createProducts(stranger, { products: [foreignPicture] });
  expect(results).toMatchObject([{ product: null, error: { code: 'invalid_input' } }]);
  expect((await listProducts(stranger)).items.map((product) => product.id)).toEqual([own.id]);
  expect((await commerce.listCategories(stranger)).map(({ slug }) => slug)).toEqual([own.category]);
  expect((await listOrders(stranger)).items).toEqual([]);
  expect(await commerce.countWork(stranger)).toMatchObject({ onSale: 1, orders: 0 });
  expect(await finishCheckouts(stranger)).toBe(0);
  expect((await commerce.listPayments(stranger)).items).toEqual([]);
  expect((await commerce.listPaymentCases(stranger)).items).toEqual([]);
  expect(await commerce.countOpenCases(stranger)).toBe(0);

  const covered = [...Object.keys(throwing), ...Object.keys(refusing)].map((name) => name.split(' ')[0]);
  const others = [
    createProduct,
    commerce.createProducts,
    listProducts,
    commerce.createCategory,
    commerce.listCategories,
    listOrders,
    commerce.countWork,
    commerce.offeredPayments,
    commerce.countOpenCases,
    commerce.listPaymentCases,
    commerce.listPayments,
    // About the shop that asks, and nothing that anybody could name.
    commerce.changePaymentWay,
    commerce.listPaymentWays,
    commerce.receivePaymentEvent,
    commerce.reconcilePayments,
    finishCheckouts,
    createCart,
    shippingCountries,
  ].map(({ name }) => name);
  const ofCustomers = customerOperations(); // customers/other-shop.test.ts asks them
  const ofTerms = pricingOperations(); // terms/other-shop.test.ts asks them
  const ofStock = stockOperations(); // inventory/other-shop.test.ts asks them
  const operations = Object.entries(commerce).filter(
    ([, value]) => typeof value === 'function' && value.length > 0 && /ctx/.test(String(value)),
  );
  expect(operations.map(([name]) => name).sort()).toEqual(
    [...new Set([...covered, ...others, ...ofCustomers, ...ofTerms, ...ofStock])].sort(),
  );
  expect(await getCart(guest, { cartId: cart.id })).toEqual(cartBefore);
});
