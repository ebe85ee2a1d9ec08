import type { CanvasGradient } from '@napi-rs/canvas';

/** The plate behind letters, a warm black. */
export function plateColour(opacity: number): string {
  return `rgba(18, 14, 10, ${opacity.toFixed(3)})`;
}

/** How dark the plate is at its edge, and at least under letters: there white stands at 5:1 on a white picture. */
export const EDGE_OPACITY = 0.82;
export const UNDER_TEXT_OPACITY = 0.68;

const STEPS = 8;

/** A gradient's stops from the dark edge (0) over the end of the letters (`solid`) to nothing (1), without a visible seam. */
export function addPlateStops(gradient: CanvasGradient, solid: number): void {
  gradient.addColorStop(0, plateColour(EDGE_OPACITY));
  for (let step = 0; step <= STEPS; step++) {
    const t = step / STEPS;
    gradient.addColorStop(solid + (1 - solid) * t, plateColour(UNDER_TEXT_OPACITY * (1 - t * t * (3 - 2 * t))));
  }
}
