import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';

export const cases: WrongShopCases = {
  fields: {
    'get /api/v1/audit cursor': 'product',
    'get /api/v1/audit subjectId': 'product',
    'get /api/v1/audit/export subjectId': 'product',
  },
};
