// plugins.config.ts is written by hand; these two change it as a hand would, for "npm run plugin:new" and the check of deletability.

/** camelCase, as a name in code. */
export const identifierOf = (id) => id.replaceAll(/-(\w)/g, (_dash, letter) => letter.toUpperCase());

/** The list with one more plugin at its end. Throws an Error when the file does not look as expected. */
export function withPlugin(text, id) {
  const imports = [...text.matchAll(/^import .*$/gm)].at(-1);
  const list = LIST.exec(text);
  if (!imports || !list)
    throw new Error('plugins.config.ts does not end with "export const plugins: readonly Plugin[] = […];": add the plugin by hand');
  const names = [...namesIn(list[2]), identifierOf(id)];
  const line = `${imports[0]}\nimport ${identifierOf(id)} from './plugins/${id}/plugin.ts';`;
  return replaceList(text, names).replace(imports[0], () => line);
}

/** The list without a plugin. */
export function withoutPlugin(text, id) {
  const [line, name] = new RegExp(`^import (\\w+) from './plugins/${id}/plugin\\.ts';\\n`, 'm').exec(text) ?? [];
  const list = LIST.exec(text);
  if (!line || !list) throw new Error(`plugins.config.ts does not list "${id}" as expected`);
  return replaceList(
    text,
    namesIn(list[2]).filter((other) => other !== name),
  ).replace(line, '');
}

const LIST = /(export const plugins: readonly Plugin\[\] = \[)([^\]]*)(\];)/;
const WIDTH = 140;

const namesIn = (list) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const replaceList = (text, names) =>
  text.replace(LIST, (_whole, start, _list, end) => {
    const line = start + names.join(', ') + end;
    return line.length <= WIDTH ? line : `${start}\n${names.map((name) => `  ${name},\n`).join('')}${end}`;
  });
