/** A plugin's id as its name: "two-words" is "Two words". */
export const pluginName = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
