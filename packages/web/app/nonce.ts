import { createContext } from 'react';

/** The Content-Security-Policy's nonce while the server renders; browsers hide it, so there is none on the client. */
export const NonceContext = createContext<string | undefined>(undefined);
