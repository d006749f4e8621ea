/** What a drawn face looks like: decided by the number on the card, so that one person always has one face. It is nobody's. */
export interface Face {
  skin: string;
  hair: string;
  shirt: string;
  style: number;
  glasses: boolean;
  brow: number;
  mouth: number;
  width: number;
}

const skins = ['#f2cfb0', '#efc6a2', '#f6d8bf', '#e8bb93'] as const;
const hairs = ['#22201f', '#2e2724', '#191a1e', '#3a322d'] as const;
const shirts = ['#31556b', '#5b4a63', '#3f5d4a', '#6a4f3d', '#44506b'] as const;

/** @param seed any text; @param female hair styles 0 to 2 are women's, 3 to 5 men's */
export function faceOf(seed: string, female: boolean): Face {
  let hash = 2_166_136_261;
  for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const draw = (size: number): number => {
    hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
    return hash % size;
  };
  return {
    skin: skins[draw(4)] ?? skins[0],
    hair: hairs[draw(4)] ?? hairs[0],
    shirt: shirts[draw(5)] ?? shirts[0],
    style: draw(3) + (female ? 0 : 3),
    glasses: draw(3) === 0,
    brow: draw(3) - 1,
    mouth: draw(3),
    width: 25 + draw(4),
  };
}
