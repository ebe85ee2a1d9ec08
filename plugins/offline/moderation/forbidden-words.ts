/**
 * Words that stop a text, in English, Italian, Arabic and Hindi. All lists hold in all languages, because a maker's notes stand
 * verbatim in every one; so nothing may stand here that is innocent in another. An asterisk allows any ending.
 */
export const FOUL_WORDS: readonly string[] = [
  ...['fuck*', 'motherfuck*', 'shit', 'shitty', 'bullshit', 'bitch', 'bitches', 'cunt*', 'asshole*', 'arsehole*', 'wank*', 'whore*'],
  ...['nigger*', 'nigga*', 'faggot*', 'kike', 'kikes', 'retard', 'retards', 'retarded', 'tranny', 'trannies'],
  ...['cazzo', 'cazzi', 'merda', 'merde', 'stronz*', 'puttan*', 'vaffanculo', 'coglion*', 'minchia', 'frocio', 'froci'],
  ...['شرموط*', 'قحبة', 'قحاب', 'منيوك*', 'كسمك', 'طيز'],
  ...['चूतिया', 'चूतिये', 'मादरचोद', 'बहनचोद', 'भोसड़ी*', 'भोसड़ी*', 'रंडी', 'chutiya', 'madarchod', 'bhenchod', 'behenchod'],
];

/** Goods that hardly any channel lets a small shop sell. Named alone they suffice. */
export const RESTRICTED_GOODS: readonly string[] = [
  ...['firearm', 'firearms', 'handgun', 'handguns', 'ammunition', 'grenade', 'grenades', 'silencer', 'silencers'],
  ...['cocaine', 'heroin', 'methamphetamine', 'marijuana', 'lsd', 'ketamine', 'fentanyl', 'mdma'],
  ...['vape', 'vapes', 'vaping', 'nicotine', 'snus'],
  ...['cocaina', 'eroina', 'nicotina', 'munizioni', 'pistola', 'pistole'],
  ...['كوكايين', 'هيروين', 'حشيش', 'ذخيرة', 'مسدس', 'نيكوتين'],
  ...['कोकीन', 'हेरोइन', 'गांजा', 'चरस', 'पिस्तौल', 'कारतूस', 'निकोटीन'],
];
