import { contrast, fromOklch, toOklch } from './colour.ts';

/** Ten steps of one colour: 0-2 tints, 3 lines and text in the dark, 5 graphics, 6 accent, 7 text on a tint, 8-9 deep. */
export type Scale = readonly [string, string, string, string, string, string, string, string, string, string];

export const NEUTRAL: Scale = [
  ...(['#f6f7f9', '#eef0f3', '#e3e6ea', '#d2d7dd', '#b3bac3', '#838c98', '#5a6470', '#424b56', '#2a313a', '#171b21'] as const),
];
/** The dark scheme's own greys, from text to canvas. */
export const NIGHT: Scale = [
  ...(['#e7eaee', '#c2c8d0', '#9ba4af', '#707a86', '#3b424b', '#2b3138', '#22272d', '#191d22', '#121519', '#0c0e11'] as const),
];
export const WHITE = '#ffffff';

/** What a commodity looks like, by the name of its colour in the API. Its icon stands beside it: not everybody sees colours. */
export const COMMODITY_SEEDS = {
  ELECTRICITY: '#b98200',
  GAS: '#2f6fd0',
  HEAT: '#d2502a',
  WATER: '#0e8fa3',
  SUBSCRIPTION: '#7a55c7',
} as const;
export const TONE_SEEDS = { success: '#1d8a4f', warning: '#c07a00', danger: '#cf3a34', info: '#2f6fb5' } as const;

/** Lightness of the steps, and how much of the seed's chroma each keeps. */
const STEPS = [
  ...([
    [0.975, 0.1],
    [0.945, 0.2],
    [0.89, 0.4],
    [0.81, 0.66],
    [0.72, 0.9],
    [0.625, 1],
    [0.53, 1],
    [0.46, 0.92],
    [0.39, 0.8],
    [0.31, 0.62],
  ] as const),
] as const;

/** The scale of a seed, "#rrggbb". Steps from 6 on are darkened until they can be read: 5.2:1 on the light canvas, and more below. */
export function scale(seed: string): Scale {
  const [, chroma, hue] = toOklch(seed);
  const step = (index: number): string => {
    const [lightness, share] = STEPS[index] ?? [0, 0];
    const least = 5.2 + (index - 6) * 1.6;
    let colour = fromOklch([lightness, chroma * share, hue]);
    for (let l = lightness; index >= 6 && l > 0 && contrast(colour, NEUTRAL[0]) < least; l -= 0.005)
      colour = fromOklch([l, chroma * share, hue]);
    return colour;
  };
  return [step(0), step(1), step(2), step(3), step(4), step(5), step(6), step(7), step(8), step(9)];
}

export interface Solid {
  readonly fill: string;
  readonly hover: string;
  readonly on: string;
  readonly edge: string;
}

/** Fill of the primary button and the logo: a bright brand keeps its own colour under dark text. */
export function solid(seed: string): Solid {
  const steps = scale(seed);
  const isBright = contrast(seed, NEUTRAL[9]) >= 7;
  return isBright
    ? { fill: seed, hover: steps[3], on: NEUTRAL[9], edge: steps[6] }
    : { fill: steps[6], hover: steps[7], on: WHITE, edge: 'transparent' };
}
