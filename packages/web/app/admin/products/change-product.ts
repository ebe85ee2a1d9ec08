import { redirect } from 'react-router';
import type { Room } from '../room.ts';
import { movePicture, readChange, readNewVariant, readOptions, readText, readVariants } from './read-change.ts';

type Wish = { readonly id: string; readonly form: FormData; readonly room: Room };

/** What each form of the product's page does. @throws a refusal, and a redirect to the list where the product is gone */
export const PRODUCT_CHANGES: Readonly<Record<string, (wish: Wish) => Promise<unknown>>> = {
  publish: ({ id, room: { ctx, operations } }) => operations.commerce.publishProduct(ctx, { id }),
  withdraw: ({ id, room: { ctx, operations } }) => operations.commerce.withdrawProduct(ctx, { id }),
  delete: async ({ id, room: { ctx, operations } }) => {
    await operations.commerce.deleteProduct(ctx, { id });
    throw redirect(`/admin/${ctx.shop.slug}/products`);
  },
  details: ({ id, form, room: { ctx, operations } }) =>
    operations.commerce.updateProduct(ctx, { id, ...readChange(form, ctx.shop.currency) }),
  options: ({ id, form, room: { ctx, operations } }) => operations.commerce.setOptions(ctx, { productId: id, ...readOptions(form) }),
  variants: async ({ id, form, room: { ctx, operations } }) => {
    const removed = form.get('remove');
    if (removed !== null) return operations.commerce.removeVariant(ctx, { productId: id, variantId: String(removed) });
    const product = await operations.commerce.getProduct(ctx, { id });
    return operations.commerce.changeVariants(ctx, { productId: id, variants: readVariants(form, product) });
  },
  addVariant: ({ id, form, room: { ctx, operations } }) =>
    operations.commerce.addVariant(ctx, { productId: id, ...readNewVariant(form, ctx.shop.currency) }),
  text: ({ id, form, room: { ctx, operations } }) => operations.commerce.setProductText(ctx, { productId: id, ...readText(form) }),
  removeText: ({ id, form, room: { ctx, operations } }) =>
    operations.commerce.removeProductText(ctx, { productId: id, language: String(form.get('language')) }),
  pictures: async ({ id, form, room: { ctx, operations } }) => {
    const { pictures } = await operations.commerce.getProduct(ctx, { id });
    return operations.commerce.setPictures(ctx, { productId: id, pictures: movePicture(pictures, form) });
  },
};
