/** How one service outside is called. */
export type CallPolicy = {
  /** The service, in a word of ours: it names the log's lines, the metrics and the breaker, which all callers of it share. */
  readonly service: string;
  /** One try, its body included; 30 s. */
  readonly timeoutMs?: number;
  /** Tries after the first; 3. Only what does no harm is tried again. */
  readonly retries?: number;
  /** The first wait between tries, doubled each time and shaken; 250. */
  readonly firstWaitMs?: number;
  /** The longest wait between tries, also where the service asks for a longer one: then its answer is given back at once. 20 s. */
  readonly longestWaitMs?: number;
  /** Calls at once; 8. */
  readonly atOnce?: number;
  /** Calls that may wait for their turn before more are turned away; 256. */
  readonly waiting?: number;
  /** Tries that may begin in a minute; without it as many as there are. */
  readonly perMinute?: number;
  /** Failures in a row that open the breaker; 5. */
  readonly breakAfter?: number;
  /** How long an opened breaker rests before it lets one try through; doubled each time that fails, up to 30 s. 2 s. */
  readonly restMs?: number;
  /** Asked before each try; a budget that is spent refuses by throwing. */
  readonly admit?: () => Promise<void>;
};

export type FullPolicy = Required<Omit<CallPolicy, 'admit' | 'perMinute'>> & Pick<CallPolicy, 'admit' | 'perMinute'>;

export const completePolicy = (policy: CallPolicy): FullPolicy => ({
  timeoutMs: 30_000,
  retries: 3,
  firstWaitMs: 250,
  longestWaitMs: 20_000,
  atOnce: 8,
  waiting: 256,
  breakAfter: 5,
  restMs: 2_000,
  ...policy,
});
