import { beforeAll, describe, expect, it } from 'vitest';
import en from '../app/i18n/messages/admin-account.en.json';
import members from '../app/i18n/messages/admin-members.en.json';
import { buildPages } from './build-pages.ts';
import { createStaff } from './staff.ts';
import { textOf } from './visitor.ts';

beforeAll(buildPages, 130_000);

const stranger = () => createStaff({ role: null });
const owner = () => createStaff({ role: 'owner' });

describe('signing in with a second factor', () => {
  const credentials = { email: 'caterina@example.com', password: 'right and more' };

  it('asks for the code on the same page, and goes on with it', async () => {
    const { visit } = await stranger();
    const asked = await visit('/admin/sign-in?lang=en', credentials);
    expect(asked.status).toBe(200);
    expect(textOf(asked.body)).toContain(en['signIn.codeHint']);
    expect(asked.body).toContain('name="ticket" value="ticket-1"');
    expect(asked.body).not.toContain('name="password"');
    const entered = await visit('/admin/sign-in?next=/admin/fornace', { ticket: 'ticket-1', code: '123456' });
    expect([entered.status, entered.headers.get('location')]).toEqual([302, '/admin/fornace']);
    expect(entered.headers.getSetCookie()).toContain('session=1');
  });

  it('says what is wrong with a code, and begins anew when it took too long', async () => {
    const { visit } = await stranger();
    const wrong = await visit('/admin/sign-in?lang=en', { ticket: 'ticket-1', code: '000000' });
    expect(wrong.status).toBe(401);
    expect(textOf(wrong.body)).toContain(en['signIn.refused.code']);
    expect(wrong.body).toContain('value="ticket-1"');
    const late = await visit('/admin/sign-in?lang=en', { ticket: 'old', code: '123456' });
    expect(textOf(late.body)).toContain(en['signIn.refused.late']);
    expect(late.body).toContain('name="password"');
  });

  it('tells who tried too often to wait', async () => {
    const { status, body } = await (await stranger()).visit('/admin/sign-in?lang=en', { ...credentials, password: 'once more' });
    expect(status).toBe(429);
    expect(textOf(body)).toContain(en['signIn.refused.wait']);
  });
});

describe('the account', () => {
  it('shows the second factor and where one is signed in', async () => {
    const { status, body } = await (await owner()).visit('/admin/account?lang=en');
    expect(status).toBe(200);
    const text = textOf(body);
    for (const words of ['caterina@example.com', '9 recovery codes are left.', 'Firefox, Linux · here', 'A program', '192.0.2.2', 'UTC']) {
      expect(text).toContain(words);
    }
  });

  it('is not a stranger’s', async () => {
    const { status, headers } = await (await stranger()).visit('/admin/account');
    expect([status, headers.get('location')]).toEqual([302, '/admin/sign-in?next=%2Fadmin%2Faccount']);
  });

  it('speaks Arabic from right to left', async () => {
    const { body } = await (await owner()).visit('/admin/account?lang=ar');
    expect(body).toContain('<html lang="ar" dir="rtl"');
    expect(body).not.toContain('⟦');
  });
});

describe('an invitation', () => {
  it('lets somebody new choose a password, and sends others to sign in', async () => {
    const { visit } = await stranger();
    const fresh = await visit('/admin/join/fresh?lang=en');
    expect(textOf(fresh.body)).toContain('You are invited as bea@example.com. Your role: Viewer.');
    expect(fresh.body).toContain('autoComplete="new-password"');
    const known = await visit('/admin/join/known?lang=en');
    expect(known.body).toContain('/admin/sign-in?next=%2Fadmin%2Fjoin%2Fknown');
    expect(known.body).not.toContain('name="password"');
  });

  it('says so when it is for somebody else, or is gone', async () => {
    expect(textOf((await (await owner()).visit('/admin/join/known?lang=en')).body)).toContain('You are signed in as caterina@example.com');
    const gone = await (await stranger()).visit('/admin/join/gone?lang=en');
    expect(gone.status).toBe(404);
    expect(textOf(gone.body)).toContain(en['join.gone']);
  });
});

describe('staff and keys', () => {
  it('offer nothing that the reader may not do', async () => {
    const { visit } = await createStaff({ role: 'viewer' });
    const { body } = await visit('/admin/fornace/settings/staff?lang=en');
    expect(textOf(body)).toContain('Ada Verdi');
    for (const words of [members['members.invite'], members['members.withdraw'], members['members.remove']]) {
      expect(textOf(body)).not.toContain(words);
    }
    expect(body).not.toContain('/settings/keys');
  });

  it('say what was refused beside it', async () => {
    const { visit } = await owner();
    const invited = await visit('/admin/fornace/settings/staff?lang=en', { intent: 'invite', email: '', role: 'viewer' });
    expect([invited.status, textOf(invited.body).includes('This is not an e-mail address.')]).toEqual([422, true]);
    const left = await visit('/admin/fornace/settings/staff?lang=en', { intent: 'remove', id: 'staff-1' });
    expect([left.status, textOf(left.body).includes(members['members.lastOwner'])]).toEqual([422, true]);
    const empty = await visit('/admin/fornace/settings/keys?lang=en', { intent: 'make', name: 'Robot' });
    expect([empty.status, textOf(empty.body).includes(members['keys.scopesError'])]).toEqual([422, true]);
  });

  it('show a new key once', async () => {
    const { visit } = await owner();
    const { body } = await visit('/admin/fornace/settings/keys?lang=en', { intent: 'make', name: 'Robot', scopes: 'products.read' });
    expect(textOf(body)).toContain('bottega_k7d2m4qhzx_secret');
    expect(textOf((await visit('/admin/fornace/settings/keys?lang=en')).body)).not.toContain('_secret');
  });
});
