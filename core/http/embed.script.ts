/** What the script knows of the brand whose order flow it shows. */
export interface EmbedFacts {
  /** Null = no brand is reached under this host name. */
  readonly brand: string | null;
  readonly name: string;
  readonly languages: readonly string[];
}

/**
 * `<script src="https://<brand's host>/embed.js" data-brand="…"></script>` shows the order flow where it stands: a frame that is
 * as high as what it shows. No cookie; the page that embeds learns nothing but heights.
 */
export const embedScript = (facts: EmbedFacts): string => `(() => {\nconst brand = ${JSON.stringify(facts)};\n${SHOW}})();\n`;

/** For the browser, as text: bundlers would put helpers of their own into a function. */
const SHOW = `const script = document.currentScript;
const home = new URL(script.src).origin;
const complain = (text) => console.error('embed.js: ' + text);
if (brand.brand === null) return complain('no brand is reached at ' + home + '; take the script from the address of the brand');
if (script.dataset.brand && script.dataset.brand !== brand.brand)
  return complain('this is the script of "' + brand.brand + '", not of "' + script.dataset.brand + '"; take that of the other brand from its own address');
const asked = new URLSearchParams();
const own = document.documentElement.lang.slice(0, 2);
if (brand.languages.includes(own)) asked.set('language', own);
// A page that is never dark gets no dark frame.
if (!getComputedStyle(document.documentElement).colorScheme.includes('dark')) asked.set('scheme', 'light');
const frame = document.createElement('iframe');
frame.src = home + '/order?' + asked;
frame.title = brand.name;
frame.referrerPolicy = 'no-referrer';
Object.assign(frame.style, { display: 'block', width: '100%', height: '640px', border: '0' });
script.after(frame);
// A frame that says nothing was refused or is not reached: then a link leads there.
const refused = setTimeout(() => {
  const link = Object.assign(document.createElement('a'), { href: home + '/order', target: '_blank', rel: 'noopener', textContent: brand.name });
  frame.replaceWith(link);
  complain('the order flow of "' + brand.brand + '" did not answer; is ' + location.host + ' among the hosts that may show it?');
}, 15000);
addEventListener('message', ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== home || data === null || typeof data !== 'object') return;
  if (typeof data.height === 'number') {
    clearTimeout(refused);
    frame.style.height = Math.ceil(data.height) + 'px';
  }
  if (data.isNewStep === true && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: 'start' });
});
`;
