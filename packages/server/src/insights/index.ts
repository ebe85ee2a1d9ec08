export type { SalesSummary } from './sales/sales.ts';
export { summarizeSales } from './sales/summarize-sales.ts';
