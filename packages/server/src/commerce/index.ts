import type {} from './tables.ts';

export { addToCart } from './carts/add-to-cart.ts';
export type { Address, CartChange, CartRefusal, CartView, CheckoutDetails } from './carts/cart.ts';
export { COUNTRIES } from './carts/countries.ts';
export { createCart } from './carts/create-cart.ts';
export { getCart } from './carts/get-cart.ts';
export { setCartLine } from './carts/set-cart-line.ts';
export { setCheckoutDetails } from './carts/set-checkout-details.ts';
export { shippingCountries } from './carts/shipping-countries.ts';
export { countWork, type WorkCounts } from './count-work.ts';
export { cancelOrder } from './orders/cancel-order.ts';
export { finishCheckouts } from './checkout/finish-checkouts.ts';
export { fulfilOrder } from './orders/fulfil-order.ts';
export { getOrder, getOrderByCode } from './orders/get-order.ts';
export { listOrders } from './orders/list-orders.ts';
export { markOrderPaid } from './orders/mark-order-paid.ts';
export type { PlaceOrderRefusal, PlaceOrderResult } from './checkout/checkout.ts';
export type { Extent, OrderEvent, OrderPaymentState, OrderState, OrderSummary, OrderView } from './orders/order.ts';
export { placeOrder } from './checkout/place-order.ts';
export { attachFilms } from './products/attach-films.ts';
export { createProduct } from './products/create-product.ts';
export { createProducts } from './products/create-products.ts';
export { getProduct } from './products/get-product.ts';
export { listCategories } from './products/list-categories.ts';
export { listProducts } from './products/list-products.ts';
export { publishProduct, withdrawProduct } from './products/move-product.ts';
export { presentProduct } from './products/present-product.ts';
export type {
  AttachFilms,
  CreateProduct,
  ProductDetail,
  ProductFilm,
  ProductStatus,
  ProductSummary,
  ProductText,
  UpdateProduct,
} from './products/product.ts';
export { updateProduct } from './products/update-product.ts';
export { moneySchema } from './words.ts';
