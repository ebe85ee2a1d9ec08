import { drawMap } from './draw-map.ts';

console.log(drawMap());
