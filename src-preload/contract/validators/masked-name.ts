/** Hides a person's name except its ends: 张*, 欧*娜. A single character is hidden. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length < 2) return '*'.repeat(characters.length);
  const end = characters.length > 2 ? (characters.at(-1) ?? '') : '';
  return `${characters[0] ?? ''}${'*'.repeat(characters.length - (end === '' ? 1 : 2))}${end}`;
}
