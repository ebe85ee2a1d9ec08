import { LANGUAGE_CODES } from '../../i18n/languages.ts';
import { usePage } from '../../use-page.ts';

type PageHeadProps = {
  readonly title: string;
  readonly description?: string;
  /** Within the shop, without a leading slash: 'p/bowl'. Pages that search engines should leave alone have none. */
  readonly path?: string;
  /** Address of a JPEG, relative to the shop. */
  readonly image?: { readonly url: string; readonly width: number; readonly height: number; readonly alt: string } | undefined;
  readonly type?: 'website' | 'product';
};

/** Title, description, this page's other languages, and what social networks show. React moves it all into the head. */
export function PageHead({ title, description, path, image, type = 'website' }: PageHeadProps) {
  const { shop, shopUrl, language } = usePage();
  const whole = shop && title !== shop.name ? `${title} · ${shop.name}` : title;
  if (path === undefined) {
    return (
      <>
        <title>{whole}</title>
        <meta name="robots" content="noindex" />
      </>
    );
  }
  const address = `${shopUrl}${path}`;
  const inLanguage = (code: string) => `${address}?lang=${code}`;
  return (
    <>
      <title>{whole}</title>
      {description && <meta name="description" content={description} />}
      <link rel="canonical" href={inLanguage(language)} />
      {LANGUAGE_CODES.map((code) => (
        <link key={code} rel="alternate" hrefLang={code} href={inLanguage(code)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={address} />
      <meta property="og:site_name" content={shop?.name} />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      <meta property="og:type" content={type} />
      <meta property="og:url" content={inLanguage(language)} />
      <meta property="og:locale" content={language} />
      {image && (
        <>
          <meta property="og:image" content={`${shopUrl}${image.url}`} />
          <meta property="og:image:width" content={String(image.width)} />
          <meta property="og:image:height" content={String(image.height)} />
          <meta property="og:image:alt" content={image.alt} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
    </>
  );
}
