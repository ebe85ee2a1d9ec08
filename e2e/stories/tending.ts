import { expect, it } from 'vitest';
import { demoPicture } from '../../packages/server/src/cli/demo-shop.ts';
import type { Tale } from '../town.ts';

const PHOTO = 'celadon-teapot.webp';
const SHOWN = 'The teapot from the side';

/** The owner, who looks after what is on the shelves. */
export function tellOfTending(tale: Tale): void {
  it('shows one more photo of a product, says what is on it, and puts it first', async () => {
    const { house, visit } = tale.town();
    await visit({ isOwner: true }, async (page) => {
      await page.goto(`${house.adminUrl}/fornace/products`);
      await page.getByRole('main').getByRole('row').getByRole('link').last().click();
      const pictures = page.getByRole('region', { name: 'Pictures' });
      const plates = pictures.getByRole('listitem');
      await plates.first().waitFor();
      const before = await plates.count();
      await pictures.getByLabel('More pictures of the product').setInputFiles(demoPicture(PHOTO));
      await pictures.getByRole('button', { name: 'Add them' }).click();
      await expect.poll(() => plates.count()).toBe(before + 1);
      const words = pictures.getByLabel(`What picture ${before + 1} shows`, { exact: true });
      await words.fill(SHOWN);
      await pictures.getByRole('button', { name: `Picture ${before + 1} one place earlier` }).click();
      await pictures.getByText('The pictures are saved.').waitFor();
      await expect
        .poll(() =>
          plates
            .nth(before - 1)
            .getByRole('img')
            .getAttribute('alt'),
        )
        .toBe(SHOWN);
      await page.getByRole('link', { name: 'See it in the shop' }).click();
      await page.getByRole('img', { name: SHOWN }).first().waitFor();
    });
  });
}
