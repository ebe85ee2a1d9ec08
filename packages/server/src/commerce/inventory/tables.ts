type StockWatchTable = { shop_id: string; variant_id: string; is_low: boolean };

declare module '../../platform/database/tables.ts' {
  interface Tables {
    stock_watch: StockWatchTable;
  }
}

export {};
