import type { Ctx, WorkflowDefinition } from '#platform';

/** Takes the money that a provider holds for an order. */
export const capturePaymentFlow: WorkflowDefinition = {
  name: 'capturePayment',
  priority: 40,
  run: async (ctx, paymentId, step) => {
    await step('capture', () => capturePayment(ctx, { paymentId }));
  },
};

export async function capturePayment(_ctx: Ctx, { paymentId }: { paymentId: string }): Promise<void> {
  throw new Error(`capturing ${paymentId} is not written yet`);
}
