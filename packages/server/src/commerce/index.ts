import type {} from './tables.ts';
import type {} from './products/tables.ts';
import type {} from './customers/tables.ts';
import type {} from './inventory/tables.ts';
import type {} from './terms/tables.ts';

export { addToCart } from './carts/add-to-cart.ts';
export { addCartCode, removeCartCode } from './carts/cart-codes.ts';
export { listShippingOptions, setCartShipping } from './carts/cart-shipping.ts';
export type { Address, CartChange, CartRefusal, CartView, CheckoutDetails } from './carts/cart.ts';
export { COUNTRIES } from './carts/countries.ts';
export { createCart } from './carts/create-cart.ts';
export { getCart } from './carts/get-cart.ts';
export { setCartLine } from './carts/set-cart-line.ts';
export { setCheckoutDetails } from './carts/set-checkout-details.ts';
export { shippingCountries } from './carts/shipping-countries.ts';
export { countWork, type WorkCounts } from './count-work.ts';
export { createCustomer, updateCustomer } from './customers/change-customer.ts';
export { confirmCustomerEmail, requestCustomerEmailChange } from './customers/change-email.ts';
export { setCustomerPassword } from './customers/change-password.ts';
export type {
  AccountView,
  CustomerGroupView,
  CustomerSessionView,
  CustomerSummary,
  CustomerView,
  OwnAddress,
  OwnOrderSummary,
  SignInOutcome,
} from './customers/customer.ts';
export { eraseCustomer, eraseOwnAccount } from './customers/erase-customer.ts';
export { exportCustomer, exportOwnData } from './customers/export-customer.ts';
export { getCustomer } from './customers/get-customer.ts';
export {
  createCustomerGroup,
  deleteCustomerGroup,
  listCustomerGroups,
  renameCustomerGroup,
  setCustomerGroups,
} from './customers/groups.ts';
export { listCustomers } from './customers/list-customers.ts';
export {
  listCustomerSessions,
  revokeCustomerSession,
  revokeOtherCustomerSessions,
  signOutCustomer,
} from './customers/manage-sessions.ts';
export { mergeCarts } from './customers/merge-carts.ts';
export { getOwnAccount, updateOwnAccount } from './customers/own-account.ts';
export { addOwnAddress, listOwnAddresses, removeOwnAddress, updateOwnAddress } from './customers/own-addresses.ts';
export { getOwnOrder, listOwnOrders } from './customers/own-orders.ts';
export { requestCustomerCode } from './customers/request-code.ts';
export { signInCustomer } from './customers/sign-in.ts';
export { suggestCheckoutDetails } from './customers/suggest-checkout-details.ts';
export { correctCustomerCredit, correctGiftCard, getCustomerCredit } from './credit/correct-credit.ts';
export type { CustomerCreditView, GiftCardView, GiftCardWithCode, GiftCardWithEntries } from './credit/credit.ts';
export { expireCredit } from './credit/expire-credit.ts';
export { getGiftCard, issueGiftCard, listGiftCards, setGiftCardState } from './credit/gift-cards.ts';
export { changeLocation } from './inventory/change-location.ts';
export { countLevels } from './inventory/count-levels.ts';
export { countStock } from './inventory/count-stock.ts';
export { createLocation } from './inventory/create-location.ts';
export type { LevelResult, MovementView, ReservationView, StockPlace, StockView } from './inventory/inventory.ts';
export { listLocations } from './inventory/list-locations.ts';
export { listMovements } from './inventory/list-movements.ts';
export { listReservations } from './inventory/list-reservations.ts';
export { getStock, listStock } from './inventory/list-stock.ts';
export type { LocationView } from './inventory/location.ts';
export { moveStock } from './inventory/move-stock.ts';
export { orderLocations } from './inventory/order-locations.ts';
export { receiveStock } from './inventory/receive-stock.ts';
export { setBackorderLimit } from './inventory/set-backorder-limit.ts';
export { setLocationState } from './inventory/set-location-state.ts';
export { setLowStock } from './inventory/set-low-stock.ts';
export { takeOutStock } from './inventory/take-out-stock.ts';
export { cancelOrder } from './orders/cancel-order.ts';
export { cancelUnits } from './orders/cancel-units.ts';
export { finishCheckouts } from './checkout/finish-checkouts.ts';
export { fulfilOrder } from './orders/fulfil-order.ts';
export { getOrder, getOrderByCode } from './orders/get-order.ts';
export { listOrders } from './orders/list-orders.ts';
export { markOrderPaid } from './orders/mark-order-paid.ts';
export { noteOrder } from './orders/note-order.ts';
export { printInvoice, printInvoiceByCode } from './orders/print-invoice.ts';
export type { PlaceOrderRefusal, PlaceOrderResult } from './checkout/checkout.ts';
export type { Extent, OrderAction, OrderEvent, OrderPaymentState, OrderState, OrderSummary, OrderTask, OrderView } from './orders/order.ts';
export { giveUpCheckout } from './checkout/give-up-checkout.ts';
export { placeOrder } from './checkout/place-order.ts';
export { offeredPayments } from './payments/offered-payments.ts';
export { type CurrentPrice, getCurrentPrices } from './prices/current-prices.ts';
export { listPrices, writePrices } from './prices/list-prices.ts';
export type { ListPriceView, PriceListInput, PriceListView } from './prices/price-list.ts';
export { createPriceList, deletePriceList, getPriceList, listPriceLists, updatePriceList } from './prices/price-lists.ts';
export { getPromotion, listPromotions } from './promotions/list-promotions.ts';
export type { PromotionCodeView, PromotionInput, PromotionView } from './promotions/promotion.ts';
export { addPromotionCodes, deletePromotionCode, listPromotionCodes } from './promotions/promotion-codes.ts';
export { createPromotion, deletePromotion, updatePromotion } from './promotions/write-promotion.ts';
export { type TriedQuote, tryQuote, type TryQuote } from './quotes/try-quote.ts';
export { forgetCarrierAnswers } from './shipping/ask-carrier.ts';
export type { RateInput, RateView, ShippingOptionView, ShippingZoneView } from './shipping/shipping.ts';
export {
  createShippingRate,
  createShippingZone,
  deleteShippingRate,
  deleteShippingZone,
  listCarriers,
  listShippingZones,
  updateShippingRate,
  updateShippingZone,
} from './shipping/shipping-zones.ts';
export type { TaxZoneInput, TaxZoneView } from './taxes/tax.ts';
export { createTaxZone, deleteTaxZone, listTaxZones, updateTaxZone } from './taxes/tax-zones.ts';
export type { CategoryView } from './categories/category.ts';
export { changeCategory } from './categories/change-category.ts';
export { createCategory } from './categories/create-category.ts';
export { deleteCategory } from './categories/delete-category.ts';
export { listCategories } from './categories/list-categories.ts';
export { addVariant } from './products/add-variant.ts';
export { attachFilms } from './products/attach-films.ts';
export { changeVariants } from './products/change-variants.ts';
export { deleteProduct } from './products/delete-product.ts';
export { listProductTexts } from './products/list-texts.ts';
export { removeProductText } from './products/remove-text.ts';
export { removeVariant } from './products/remove-variant.ts';
export { setOptions } from './products/set-options.ts';
export { addPictures } from './products/add-pictures.ts';
export { setPictures } from './products/set-pictures.ts';
export { setProductText } from './products/set-text.ts';
export { createProduct } from './products/create-product.ts';
export { createProducts } from './products/create-products.ts';
export { getProduct } from './products/get-product.ts';
export { type ShownProduct, showProduct } from './products/show-product.ts';
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
  ProductTextView,
  UpdateProduct,
} from './products/product.ts';
export { updateProduct } from './products/update-product.ts';
export { moneySchema } from './words.ts';
export { cancelPayment } from './payments/cancel-payment.ts';
export { capturePayment } from './payments/capture-payment.ts';
export type { PaymentCase } from './payments/case.ts';
export { closePaymentCase, countOpenCases, listPaymentCases } from './payments/cases.ts';
export { getPayment, listPayments } from './payments/get-payment.ts';
export type { PaymentSummary, PaymentView, RefundView } from './payments/payment.ts';
export { receivePaymentEvent } from './payments/receive-event.ts';
export { reconcilePayments, type Reconciliation } from './payments/reconcile.ts';
export { requestRefund } from './payments/refund-payment.ts';
export { changePaymentWay, listPaymentWays, type WayView } from './payments/ways.ts';
