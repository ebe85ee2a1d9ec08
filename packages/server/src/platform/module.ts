import { addAccountRoutes } from './auth/account/account.routes.ts';
import { addKeyRoutes } from './auth/keys/keys.routes.ts';
import { addInvitationRoutes, addMemberRoutes } from './auth/members/members.routes.ts';
import { addSignInRoutes } from './auth/sign-in/sign-in.routes.ts';
import type { Auth } from './auth/auth.ts';
import { createInvitationMail } from './auth/members/mail-invitation.ts';
import { addFeedbackRoutes } from './feedback/feedback.routes.ts';
import { mailFeedback } from './feedback/mail-feedback.ts';
import type { Ground } from './ground.ts';
import { purgeKeys } from './idempotency/settle-key.ts';
import { mailByTheMinute, mailOnEvent } from './mail/send-mail.ts';
import { notifyMembers } from './notifications/notify-members.ts';
import { forgetDeliveriesChore } from './webhooks/forget-deliveries.ts';
import { webhooks } from './webhooks/enqueue-events.ts';
import { clearRunsChore } from './workflows/clear-runs.ts';
import { sealChore } from './audit/seal-audit.ts';
import type { EventListener } from './events/deliver-events.ts';
import type { Chore } from './chores.ts';
import { addAuditRoutes } from './audit/audit.routes.ts';
import { addFileRoutes } from './files/files.routes.ts';
import { addMailRoutes } from './mail/mail.routes.ts';
import { addNotificationRoutes } from './notifications/notifications.routes.ts';
import { addPluginRoutes } from './plugins/plugins.routes.ts';
import { addReviewRoutes } from './review/review.routes.ts';
import { addOriginRoutes } from './shops/origins.routes.ts';
import { addShopRoutes } from './shops/shop.routes.ts';
import { addShopsRoutes } from './shops/shops.routes.ts';
import { addWebhookRoutes } from './webhooks/webhooks.routes.ts';
import type { RoomModule } from './routes/room-module.ts';
import { addRunRoutes } from './workflows/runs.routes.ts';

/** What the ground hands to the program: a line for each subject that has routes. */
export const module: RoomModule = {
  name: 'platform',
  routes(app) {
    addAuditRoutes(app);
    addWebhookRoutes(app);
    addShopRoutes(app);
    addReviewRoutes(app);
    addOriginRoutes(app);
    addMailRoutes(app);
    addNotificationRoutes(app);
    addFeedbackRoutes(app);
    addRunRoutes(app);
    addFileRoutes(app);
    addMemberRoutes(app);
    addKeyRoutes(app);
    addPluginRoutes(app);
  },
  installationRoutes(app) {
    addShopsRoutes(app);
    addSignInRoutes(app);
    addInvitationRoutes(app);
    addAccountRoutes(app);
  },
};

/** Who of the ground wants to know what happens. */
export function listeners({ config }: Ground, auth: Auth): readonly EventListener[] {
  const feedback = config.operatorMail ? [mailFeedback(config.operatorMail)] : [];
  return [
    mailOnEvent(config.mailFrom),
    webhooks,
    createInvitationMail(auth, config.mailFrom),
    notifyMembers(`${config.publicUrl}/admin`),
    ...feedback,
  ];
}

/** What the ground looks after again and again. */
export const chores = ({ config }: Ground): readonly Chore[] => [
  mailByTheMinute(config.mailFrom),
  clearRunsChore,
  forgetDeliveriesChore,
  sealChore,
  { name: 'forget idempotency keys', when: { everySeconds: 3_600 }, run: purgeKeys },
];
