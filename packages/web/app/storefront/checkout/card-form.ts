/** A company's form inside our page, in the manner of Stripe.js (https://docs.stripe.com/js). */
export type CardForm = {
  /** Sends what the buyer typed to the company. Where it is accepted, the browser goes to the return address; else the company's sentence. */
  confirm(): Promise<string | null>;
  close(): void;
};

type FormAction = { readonly script: string; readonly publicKey: string; readonly clientSecret: string; readonly returnUrl: string };

type Elements = { create(type: 'payment'): { mount(place: HTMLElement): void; destroy(): void } };
type Company = {
  elements(options: { clientSecret: string; locale: string }): Elements;
  confirmPayment(options: { elements: Elements; confirmParams: { return_url: string } }): Promise<{ error?: { message?: string } }>;
};

/** Loads the company's script and shows its form at `place`. @throws Error when the script cannot be loaded */
export async function openCardForm(action: FormAction, place: HTMLElement, locale: string): Promise<CardForm> {
  await loadScript(action.script);
  const { Stripe } = window as unknown as { Stripe: (key: string) => Company };
  const company = Stripe(action.publicKey);
  const elements = company.elements({ clientSecret: action.clientSecret, locale });
  const form = elements.create('payment');
  form.mount(place);
  return {
    async confirm() {
      const { error } = await company.confirmPayment({ elements, confirmParams: { return_url: action.returnUrl } });
      return error?.message ?? null;
    },
    close: () => form.destroy(),
  };
}

function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
}
