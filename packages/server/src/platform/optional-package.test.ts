import { expect, test } from 'vitest';
import { loadOptionalPackage } from './optional-package.ts';

test('a package that is not there is asked for by name; what else goes wrong is told as it is', async () => {
  const notFound = Object.assign(new Error(`Cannot find package 'not-installed-here'`), { code: 'ERR_MODULE_NOT_FOUND' });
  await expect(loadOptionalPackage('not-installed-here', 'A bucket', () => Promise.reject(notFound))).rejects.toMatchObject({
    code: 'invalid_configuration',
    message: 'A bucket needs the package not-installed-here: run `npm install not-installed-here`.',
  });
  await expect(loadOptionalPackage('other', 'A bucket', () => Promise.reject(notFound))).rejects.toBe(notFound);
  expect(await loadOptionalPackage('node:path', 'A path', () => import('node:path'))).toHaveProperty('join');
});
