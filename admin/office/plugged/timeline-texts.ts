import type { TimelineFacts, TimelineText } from './plugged.types.ts';
import type { Plugged } from './use-plugged.ts';

/** How the plugin of an entry tells it; null = it says nothing of its own, is off, or fails at it. */
export function toldBy(parts: readonly Plugged[], entry: TimelineFacts & { readonly pluginId: string }): TimelineText | null {
  const tell = parts.find(({ id }) => id === entry.pluginId)?.part.timelineItem;
  try {
    return tell?.(entry) ?? null;
  } catch (error) {
    reportError(error); // its sentence is missing, the timeline is not
    return null;
  }
}
