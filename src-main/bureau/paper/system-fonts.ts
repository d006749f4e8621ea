import { join } from 'node:path';

/** A font file of the operating system; `face` is the PostScript name within a collection. */
export interface FontFile {
  path: string;
  face?: string;
}

const noto = (folder: string): FontFile => ({
  path: `${folder}/NotoSansCJK-Regular.ttc`,
  face: 'NotoSansCJKsc-Regular',
});

/** Fonts that systems bring for rare Chinese characters (extensions B to H of Unicode), in the order in which they are tried. */
export function systemFonts(platform: NodeJS.Platform = process.platform): readonly FontFile[] {
  if (platform === 'win32') {
    const folder = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'Fonts');
    return [
      { path: join(folder, 'simsunb.ttf') },
      { path: join(folder, 'SimSunExtG.ttf') },
      { path: join(folder, 'msyh.ttc'), face: 'MicrosoftYaHei' },
    ];
  }
  if (platform === 'darwin')
    return [
      { path: '/System/Library/Fonts/PingFang.ttc', face: 'PingFangSC-Regular' },
      { path: '/System/Library/Fonts/Hiragino Sans GB.ttc', face: 'HiraginoSansGB-W3' },
      { path: '/System/Library/Fonts/Supplemental/Songti.ttc', face: 'STSongti-SC-Regular' },
    ];
  return [
    noto('/usr/share/fonts/opentype/noto'),
    noto('/usr/share/fonts/noto-cjk'),
    noto('/usr/share/fonts/google-noto-cjk'),
    noto('/usr/share/fonts/google-noto-sans-cjk-fonts'),
    { path: '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf' },
  ];
}
