/** A sender as mail carries it: `"Fornace" <shop@example.com>`. What would end the quoted name is a space in it. */
export const addressOf = (name: string, address: string): string => `${JSON.stringify(name.replaceAll(/[\r\n"\\]/g, ' '))} <${address}>`;
