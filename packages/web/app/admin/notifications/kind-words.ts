import type { NotificationWish } from '../types.ts';

type Kind = NotificationWish['kind'];
type Underscored<K extends string> = K extends `${infer Subject}.${infer What}` ? `${Subject}_${What}` : never;

/** The message that names a kind: `order.placed` stands in the messages as `order_placed`. */
export const kindWords = (kind: Kind) => `notifications.kind.${kind.replace('.', '_') as Underscored<Kind>}` as const;
