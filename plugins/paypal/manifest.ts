/**
 * What the plugin says of itself before anything of it runs. Which company is asked is never chosen by default: until somebody has
 * decided, the plugin is off.
 */
export const manifest = {
  label: 'PayPal',
  description:
    'Buyers pay with their PayPal account, or with a card on PayPal’s page. With “simulator” everything can be tried without an account, and no money moves.',
  kinds: ['payment'],
  settings: {
    type: 'object',
    properties: {
      environment: {
        type: 'string',
        title: 'Environment',
        description: 'simulator needs no account; sandbox is PayPal’s own place for tests; live takes real money.',
        enum: ['simulator', 'sandbox', 'live'],
      },
      clientId: {
        type: 'string',
        title: 'Client ID',
        description: 'Of your app in PayPal’s developer dashboard, under Apps & Credentials. Sandbox and live have different ones.',
        minLength: 10,
        maxLength: 200,
        pattern: '^[A-Za-z0-9_-]+$',
      },
      clientSecret: {
        type: 'string',
        title: 'Client secret',
        description: 'Stands beside the client ID.',
        minLength: 10,
        maxLength: 200,
        writeOnly: true,
      },
      webhookId: {
        type: 'string',
        title: 'Webhook ID',
        description: 'PayPal shows it after you have entered the shop’s webhook address in the app.',
        minLength: 1,
        maxLength: 50,
        pattern: '^[A-Za-z0-9]+$',
      },
      merchantId: {
        type: 'string',
        title: 'Merchant ID',
        description:
          'Thirteen letters and digits: in PayPal under Account Settings, Business information. A payment to any other is refused.',
        pattern: '^[2-9A-HJ-NP-Z]{13}$',
      },
      take: {
        type: 'string',
        title: 'Take the money',
        description: 'at_once when the order is placed; when_sent reserves it then and takes it when the goods leave, within 29 days.',
        enum: ['at_once', 'when_sent'],
        default: 'at_once',
      },
    },
    required: ['environment'],
  },
} as const;
