import { COMMODITY_SEEDS, NEUTRAL, NIGHT, type Scale, scale, solid, TONE_SEEDS, WHITE } from './palette.ts';

/** Names without "--vk-" and their values. Parts use these and never a colour of their own. */
type Variables = Readonly<Record<string, string>>;

/** Both schemes of a brand, as the text of a style sheet. */
export function themeSheet(accent: string): string {
  const block = (selector: string, variables: Variables): string =>
    `${selector}{${Object.entries(variables)
      .map(([name, value]) => `--vk-${name}:${value}`)
      .join(';')}}`;
  const brand = scale(accent);
  const { fill, hover, on, edge } = solid(accent);
  const always = { solid: fill, 'solid-hover': hover, 'on-solid': on, 'solid-edge': edge };
  return [block(':root', { ...always, ...light(brand) }), block(':root[data-scheme=dark]', dark(brand))].join('\n');
}

/** One scheme of a brand, for an example of it beside another one: names as in the style sheet. */
export function schemeOf(accent: string, scheme: 'light' | 'dark'): Variables {
  const brand = scale(accent);
  const { fill, hover, on, edge } = solid(accent);
  const all = {
    solid: fill,
    'solid-hover': hover,
    'on-solid': on,
    'solid-edge': edge,
    ...(scheme === 'dark' ? dark(brand) : light(brand)),
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`--vk-${name}`, value]));
}

/** A tint in the dark: some of the colour in the surface. */
const tint = (colour: string, percent: number): string => `color-mix(in oklab, ${colour} ${percent}%, ${NIGHT[7]})`;

const light = (brand: Scale): Variables => ({
  canvas: NEUTRAL[0],
  surface: WHITE,
  raised: WHITE,
  hover: NEUTRAL[1],
  line: NEUTRAL[2],
  edge: NEUTRAL[3],
  'line-strong': NEUTRAL[5],
  text: NEUTRAL[9],
  muted: NEUTRAL[6],
  accent: brand[6],
  'accent-strong': brand[7],
  'accent-soft': brand[0],
  'accent-tint': brand[1],
  'accent-line': brand[3],
  track: NEUTRAL[1],
  thumb: WHITE,
  scrim: 'rgb(12 18 26/.42)',
  'shadow-menu': '0 4px 14px rgb(12 18 26/.10)',
  'shadow-bar': '0 12px 32px rgb(12 18 26/.16)',
  'shadow-dialog': '0 20px 56px rgb(12 18 26/.22)',
  ...seeded(TONE_SEEDS, (steps) => ['', steps[7], '-soft', steps[1], '-line', steps[3], '-solid', steps[6]]),
  ...seeded(commodities(), (steps) => ['', steps[7], '-soft', steps[1]]),
});

const dark = (brand: Scale): Variables => ({
  canvas: NIGHT[8],
  surface: NIGHT[7],
  raised: NIGHT[6],
  hover: NIGHT[6],
  line: NIGHT[5],
  edge: NIGHT[4],
  'line-strong': NIGHT[3],
  text: NIGHT[0],
  muted: NIGHT[2],
  accent: brand[3],
  'accent-strong': brand[2],
  'accent-soft': tint(brand[6], 16),
  'accent-tint': tint(brand[6], 28),
  'accent-line': brand[7],
  track: NIGHT[8],
  thumb: NIGHT[4],
  scrim: 'rgb(4 6 9/.62)',
  'shadow-menu': '0 4px 14px rgb(0 0 0/.4)',
  'shadow-bar': '0 12px 32px rgb(0 0 0/.5)',
  'shadow-dialog': '0 20px 56px rgb(0 0 0/.6)',
  ...seeded(TONE_SEEDS, (steps) => ['', steps[3], '-soft', tint(steps[6], 24), '-line', steps[7], '-solid', steps[6]]),
  ...seeded(commodities(), (steps) => ['', steps[3], '-soft', tint(steps[6], 26)]),
});

const commodities = (): Variables =>
  Object.fromEntries(Object.entries(COMMODITY_SEEDS).map(([code, seed]) => [`c-${code.toLowerCase()}`, seed]));

/** Variables of seeds: pairs of an ending and a value for each. */
function seeded(seeds: Variables, pairs: (steps: Scale) => readonly string[]): Variables {
  const all: Record<string, string> = {};
  for (const [name, seed] of Object.entries(seeds)) {
    const values = pairs(scale(seed));
    for (let at = 0; at + 1 < values.length; at += 2) all[`${name}${values[at]}`] = values[at + 1] ?? '';
  }
  return all;
}
