import { AudioLines, Captions, Clapperboard, Image, type LucideIcon, PackageOpen } from 'lucide-react';
import type { LibraryFile } from '../types.ts';

export const KINDS = ['picture', 'film', 'sound', 'captions', 'kit'] as const satisfies readonly LibraryFile['kind'][];

export const KIND_ICONS: Readonly<Record<LibraryFile['kind'], LucideIcon>> = {
  picture: Image,
  film: Clapperboard,
  sound: AudioLines,
  captions: Captions,
  kit: PackageOpen,
};
