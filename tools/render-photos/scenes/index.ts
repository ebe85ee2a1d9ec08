import { ashBoardMain } from './ash-board.ts';
import { beechRollingPinMain } from './beech-rolling-pin.ts';
import { celadonTeapotMain } from './celadon-teapot.ts';
import { cobaltVaseMain } from './cobalt-vase.ts';
import { dinnerPlateMain } from './dinner-plate.ts';
import { espressoCupsDetail, espressoCupsMain, espressoCupsTable } from './espresso-cups.ts';
import { oakCandleHolderMain } from './oak-candle-holder.ts';
import { rakuMoonJarMain } from './raku-moon-jar.ts';
import { saltCellarMain } from './salt-cellar.ts';
import type { Scene } from './scene.ts';
import { tallCarafeMain } from './tall-carafe.ts';
import { terracottaPlanterMain } from './terracotta-planter.ts';
import { walnutBowlDetail, walnutBowlMain, walnutBowlTable } from './walnut-bowl.ts';

/** Every picture of the demo shop, by the name of its file. */
export const scenes: Readonly<Record<string, () => Scene>> = {
  'walnut-bowl': walnutBowlMain,
  'walnut-bowl-detail': walnutBowlDetail,
  'walnut-bowl-table': walnutBowlTable,
  'ash-board': ashBoardMain,
  'cobalt-vase': cobaltVaseMain,
  'espresso-cups': espressoCupsMain,
  'espresso-cups-detail': espressoCupsDetail,
  'espresso-cups-table': espressoCupsTable,
  'terracotta-planter': terracottaPlanterMain,
  'celadon-teapot': celadonTeapotMain,
  'oak-candle-holder': oakCandleHolderMain,
  'dinner-plate': dinnerPlateMain,
  'raku-moon-jar': rakuMoonJarMain,
  'beech-rolling-pin': beechRollingPinMain,
  'salt-cellar': saltCellarMain,
  'tall-carafe': tallCarafeMain,
};
