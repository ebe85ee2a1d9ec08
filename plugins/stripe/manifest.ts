/**
 * What the plugin says of itself, in the form of the `bottega` field of a package: the server lists the plugin, and asks for its settings,
 * without loading the company's SDK. Nobody's money is chosen by default: until the shop has decided on an environment, the plugin is off.
 */
export const manifest = {
  label: 'Stripe',
  description:
    'Takes cards through Stripe. The card is typed into Stripe’s own form and never reaches this server. ' +
    'Begin with the simulator, go on to a sandbox of your Stripe account, and go live last.',
  kinds: ['payment'],
  settings: {
    type: 'object',
    properties: {
      environment: {
        type: 'string',
        title: 'Environment',
        description: 'The simulator needs no account. A sandbox takes test cards only. Live takes real money.',
        enum: ['simulator', 'sandbox', 'live'],
      },
      secretKey: {
        type: 'string',
        title: 'Secret key',
        description: 'Begins with sk_test_ or rk_test_ for a sandbox, with sk_live_ or rk_live_ for live. The simulator needs none.',
        minLength: 12,
        maxLength: 300,
        pattern: '^(sk|rk)_(test|live)_[A-Za-z0-9]+$',
        writeOnly: true,
      },
      publishableKey: {
        type: 'string',
        title: 'Publishable key',
        description: 'Begins with pk_test_ for a sandbox, with pk_live_ for live, and is of the same account.',
        minLength: 12,
        maxLength: 300,
        pattern: '^pk_(test|live)_[A-Za-z0-9]+$',
      },
      webhookSecret: {
        type: 'string',
        title: 'Signing secret of the webhook',
        description: 'Stripe shows it with the endpoint that you add for this shop. It begins with whsec_.',
        minLength: 8,
        maxLength: 300,
        pattern: '^whsec_[A-Za-z0-9+/=]+$',
        writeOnly: true,
      },
      previousWebhookSecret: {
        type: 'string',
        title: 'Signing secret before this one',
        description: 'While you roll the secret, both are accepted. Take it away afterwards.',
        minLength: 8,
        maxLength: 300,
        pattern: '^whsec_[A-Za-z0-9+/=]+$',
        writeOnly: true,
      },
    },
    required: ['environment'],
  },
} as const;
