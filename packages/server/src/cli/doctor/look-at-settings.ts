import { type BundledPlugin, type Config, listPluginProblems } from '#platform';
import type { Finding } from './finding.ts';

export function checkRuntime(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return {
    name: 'node',
    well: major >= 26,
    found: process.version,
    advice: 'Start through npm (`npm start`, `npx bottega`): it brings its own Node 26.',
  };
}

/** Cookies are marked secure on https only, and a browser keeps no secure cookie of a plain address. */
export function checkAddress({ publicUrl, profile, host, trustedProxies }: Config): Finding {
  const { protocol, hostname } = new URL(publicUrl);
  const isHttps = protocol === 'https:';
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  const cookies = isHttps ? 'secure cookies, SameSite=Lax' : 'plain cookies, SameSite=Lax, this machine only';
  const base = { name: 'address', found: `${publicUrl} (${profile}, ${cookies})` };
  if (!isHttps && !isLocal) {
    return {
      ...base,
      well: false,
      advice: `A browser signs in by cookie at the address that PUBLIC_URL names; over plain http anybody between reads it. Set PUBLIC_URL to the https address that people use.`,
    };
  }
  if (isHttps && trustedProxies.length === 0) {
    const advice = `Something before this program speaks https. Name it in BOTTEGA_TRUSTED_PROXIES, or limits count all visitors as one and nothing sends http on to https${host === '127.0.0.1' ? ' (127.0.0.1 if it is on this machine)' : ''}.`;
    return { ...base, well: true, note: true, advice };
  }
  return { ...base, well: true };
}

/** A plugin that is off because something is wrong with it says nothing by itself: its providers are just not there. */
export function checkPlugins(config: Config, bundled: readonly BundledPlugin[]): Finding {
  const problems = listPluginProblems(config, bundled);
  return {
    name: 'plugins',
    well: problems.length === 0,
    found: problems.length === 0 ? 'none is left out' : `${problems.length} left out or wrongly set`,
    advice: problems.join(' '),
  };
}
