/** The package brings no types; `espeak.ts` names the part of it that is used. */
declare module '@echogarden/espeak-ng-emscripten' {
  export default function initEspeak(): Promise<{ eSpeakNGWorker: new () => Promise<import('./espeak.ts').Espeak> }>;
}
