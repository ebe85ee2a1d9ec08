import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, type Problem, readInput, toBottegaError, toProblemJson } from '#platform';
import { createProduct } from './create-product.ts';
import { type CreateProduct, newProductBodySchema } from './product.ts';

const MOST_PRODUCTS = 100;

/** Each is read by itself, so that one that is wrong keeps no other from being made. */
export const createProductsSchema = z.object({
  products: z
    .array(z.record(z.string(), z.unknown()))
    .min(1, 'Give at least one product.')
    .max(MOST_PRODUCTS, `At most ${MOST_PRODUCTS} products at once.`)
    .openapi({ description: 'Each as for `POST /api/v1/products`; with a `key` of its own, repeating it finds what it made.' }),
});

const refusalSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  next: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
});

export const createdProductsSchema = z.object({
  results: z
    .array(z.object({ product: z.object({ id: z.string(), slug: z.string() }).nullable(), error: refusalSchema.nullable() }))
    .openapi({ description: 'One for each product, in their order: what was made of it, or why nothing was.' }),
});

export type CreatedProducts = z.output<typeof createdProductsSchema>;

/**
 * Makes up to 100 drafts, each in a transaction of its own. Those that are refused are told of beside those that were made.
 * @throws BottegaError invalid_input for the list as a whole, forbidden, unauthenticated, and whatever is no fault of the input
 */
export async function createProducts(ctx: Ctx, input: z.input<typeof createProductsSchema>): Promise<CreatedProducts> {
  authorise(ctx, 'products.write');
  const { products } = readInput(createProductsSchema, input);
  const results: CreatedProducts['results'] = [];
  for (const product of products) results.push(await createOne(ctx, product as CreateProduct));
  return { results };
}

async function createOne(ctx: Ctx, product: CreateProduct): Promise<CreatedProducts['results'][number]> {
  try {
    const { id, slug } = await createProduct(ctx, readInput(newProductBodySchema, product));
    return { product: { id, slug }, error: null };
  } catch (thrown) {
    const error = toBottegaError(thrown);
    const { status, code, title, detail, next } = toProblemJson(error, ctx.requestId) as Record<
      'code' | 'title' | 'detail' | 'next',
      string
    > & { status: number };
    if (status >= 500) throw thrown;
    return { product: null, error: { code, title, detail, next, errors: error.problems.map((problem: Problem) => ({ ...problem })) } };
  }
}
