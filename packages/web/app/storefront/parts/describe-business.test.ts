import { expect, test } from 'vitest';
import { describeBusiness, isKnown } from './describe-business.ts';

const NOTHING = { legalName: '', address: '', email: '', phone: '', taxNumbers: [], logo: null };
const SHOP = { name: 'Fornace', about: 'Pots.', shopUrl: 'https://fornace.example/' };

test('a business of which nothing was said is not known', () => {
  expect(isKnown(NOTHING)).toBe(false);
  expect(isKnown({ ...NOTHING, phone: '+39 1234' })).toBe(true);
  expect(isKnown({ ...NOTHING, taxNumbers: [{ kind: 'P.IVA', number: '1' }] })).toBe(true);
});

test('search engines read what was said and nothing else', () => {
  expect(describeBusiness(NOTHING, SHOP)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'OnlineStore',
    name: 'Fornace',
    url: 'https://fornace.example/',
    description: 'Pots.',
  });
  const said = {
    ...NOTHING,
    legalName: 'Fornace di C. Rossi',
    address: 'Via del Forno 3\nFaenza',
    taxNumbers: [{ kind: 'P.IVA', number: 'IT1' }],
  };
  expect(describeBusiness(said, SHOP)).toMatchObject({
    legalName: 'Fornace di C. Rossi',
    address: 'Via del Forno 3, Faenza',
    identifier: [{ '@type': 'PropertyValue', name: 'P.IVA', value: 'IT1' }],
  });
});
