import { afterAll, beforeAll, describe } from 'vitest';
import { tellOfBuying } from './stories/buying.ts';
import { tellOfLaunching } from './stories/launching.ts';
import { tellOfPaying } from './stories/paying.ts';
import { tellOfLooking } from './stories/looking.ts';
import { tellOfTending } from './stories/tending.ts';
import { openTown, type Tale, type Town } from './town.ts';

let town: Town;
const tale: Tale = { town: () => town, launchUrl: '', orderCode: '' };

beforeAll(async () => {
  town = await openTown();
}, 180_000);

afterAll(() => town?.close(), 30_000);

describe('a newcomer launches a product', () => tellOfLaunching(tale));
describe('a guest buys it', () => tellOfBuying(tale));
describe('others pay by card and by PayPal', () => tellOfPaying(tale));
describe('the owner tends the shelves', () => tellOfTending(tale));
describe('everybody can read every page', () => tellOfLooking(tale));
