import { pluginName } from '../../kit/plugin-name.ts';
import { sayIfKnown } from '../../kit/text.ts';

/** What a mail is about, in words: a plugin's by the plugin's name. */
export function kindText(kind: string): string {
  const known = sayIfKnown(`office.mailbox.kind.${kind}`);
  if (known !== null) return known;
  const [plugin = '', what] = kind.split('.');
  return what === undefined ? kind : `${pluginName(plugin)}: ${what}`;
}
