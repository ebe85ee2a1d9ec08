import type { ChannelCopy, Shape } from '@bottega/contracts';
import { checkCopy } from '#studio';
import type { Channel } from '../limits/channel.ts';

/** What there is to put into kits. Paths on local disk; sizes in bytes. */
export type KitMaterial = {
  readonly copy: readonly ChannelCopy[];
  readonly pictures: readonly { readonly path: string; readonly bytes: number }[];
  readonly films: readonly { readonly shape: Shape; readonly path: string; readonly seconds: number; readonly bytes: number }[];
  readonly captions: readonly { readonly language: string; readonly format: string; readonly path: string }[];
  readonly thumbnails: readonly { readonly shape: Shape; readonly path: string }[];
  readonly productUrl: string;
};

/** A kit before it is written: file names and where their bytes come from. */
export type ComposedKit = {
  readonly channel: string;
  readonly files: readonly { readonly name: string; readonly from: string }[];
  readonly postText: string;
  readonly manifest: Record<string, unknown>;
  /** What the channel would refuse; empty when the kit can be uploaded as it is. */
  readonly problems: readonly string[];
};

/** Chooses what a channel takes of the material, and checks it against the channel's limits. */
export function composeKit(channel: Channel, material: KitMaterial, checkedOn: string): ComposedKit {
  const copy = material.copy.filter((text) => text.channel === channel.id);
  const problems = copy.flatMap((text) => checkCopy(text, channel.text).map((problem) => `${text.language}: ${problem}`));
  if (copy.length === 0) problems.push('There is no text for this channel.');
  const leftOut: string[] = [];
  const pictures = choosePictures(channel, material, leftOut);
  if (pictures.length === 0) problems.push('No picture fits this channel.');
  const film = chooseFilm(channel, material, leftOut);
  const captions = film
    ? material.captions.map(({ language, format, path }) => ({ name: `captions.${language}.${format}`, from: path }))
    : [];
  const thumbnail = film ? material.thumbnails.filter(({ shape }) => shape === channel.film?.shape) : [];
  const files = [
    ...pictures.map(({ path }, index) => ({ name: `picture-${index + 1}.jpeg`, from: path })),
    ...(film ? [{ name: 'film.mp4', from: film.path }] : []),
    ...captions,
    ...thumbnail.map(({ path }) => ({ name: 'thumbnail.jpeg', from: path })),
  ];
  const manifest = {
    channel: channel.id,
    limitsCheckedOn: checkedOn,
    productUrl: material.productUrl,
    texts: copy.map(({ language, title, description, hashtags, tags, altText }) => ({
      language,
      title,
      description,
      hashtags,
      tags,
      altText,
    })),
    files: files.map(({ name }) => name),
    film: film ? { shape: film.shape, seconds: film.seconds, bytes: film.bytes } : null,
    leftOut,
    problems,
  };
  return { channel: channel.id, files, postText: writePostText(channel, copy, material.productUrl), manifest, problems };
}

function choosePictures({ label, pictures: limit }: Channel, { pictures }: KitMaterial, leftOut: string[]): KitMaterial['pictures'] {
  const light = pictures.filter(({ bytes }) => bytes <= limit.maxBytes);
  if (light.length < pictures.length) leftOut.push(`pictures: ${pictures.length - light.length} over ${limit.maxBytes / 1e6} MB`);
  if (light.length > limit.max) leftOut.push(`pictures: ${light.length - limit.max} more than the ${limit.max} that ${label} takes`);
  return light.slice(0, limit.max);
}

function chooseFilm({ label, film: limit }: Channel, { films }: KitMaterial, leftOut: string[]): KitMaterial['films'][number] | undefined {
  if (!limit) {
    leftOut.push(`the film: ${label} takes none`);
    return undefined;
  }
  const film = films.find(({ shape }) => shape === limit.shape);
  if (!film) {
    leftOut.push(`the film: there is none in ${limit.shape}`);
    return undefined;
  }
  if (film.seconds < limit.minSeconds || film.seconds > limit.maxSeconds) {
    leftOut.push(`the film: it has ${film.seconds.toFixed(1)} s, ${label} takes ${limit.minSeconds} to ${limit.maxSeconds} s`);
    return undefined;
  }
  if (film.bytes > limit.maxBytes) {
    leftOut.push(`the film: it has ${Math.ceil(film.bytes / 1e6)} MB, ${label} takes ${limit.maxBytes / 1e6} MB`);
    return undefined;
  }
  return film;
}

/** Ready to copy and paste, a language after the other. */
function writePostText({ label }: Channel, copy: readonly ChannelCopy[], productUrl: string): string {
  const texts = copy.map((text) => {
    const parts = [text.title, text.description, text.hashtags.join(' '), text.tags.length > 0 ? `Tags: ${text.tags.join(', ')}` : ''];
    return [`[${text.language}]`, ...parts.filter(Boolean)].join('\n\n');
  });
  return [`${label}`, ...texts, `Shop: ${productUrl}`, ''].join('\n\n');
}
