/** Words that the merchant wrote: set in their own direction, aligned as the page is. `language` where it is known. */
export function Words({ language, children }: { language?: string | undefined; children: string }) {
  return <bdi lang={language}>{children}</bdi>;
}
