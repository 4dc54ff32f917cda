/**
 * Colours for the values of one channel, dark to light. The points of viridis, magma, inferno, plasma (van der Walt,
 * Smith and Firing, CC0), cividis (Nuñez, Anderson and Renslow 2018) and turbo (Mikhailov 2019) are least-squares fits to
 * their published tables, which the lines between them meet within 4 of 255. Hot and bone are lines by definition.
 */

export const colourMapIds = [
  'grey',
  'viridis',
  'magma',
  'inferno',
  'plasma',
  'cividis',
  'turbo',
  'hot',
  'bone',
] as const;
export type ColourMapId = (typeof colourMapIds)[number];

export type Colour = readonly [red: number, green: number, blue: number];

/** A place from 0 to 1 and the colour there, each part 0-255. */
type Point = readonly [place: number, colour: Colour];

const points: { readonly [M in ColourMapId]: readonly Point[] } = {
  grey: evenly('000000 ffffff'),
  viridis: evenly(
    '440154 470d60 48186a 482374 472d7b 453681 424086 3f4989 3b528b 375a8d 33638d 2f6a8e 2c728e 297a8e 26818e 23898e ' +
      '21908d 1f988b 1e9f88 21a685 27ae80 31b57b 3dbc74 4cc26c 5cc963 6ece58 81d44c 96d840 abdc32 c0df24 d5e219 eae519 ' +
      'fde724',
  ),
  magma: evenly(
    '000003 030311 0a0822 130d33 1d1146 28125a 36106b 430f76 50127c 5d177f 691c81 762181 822682 8f2a81 9c2e7f a9327d ' +
      'b6377a c33b75 d04170 db486a e65063 ef5c5e f5695b f9785c fc8761 fd9668 fea571 feb47b fec387 fed194 fde0a1 fceeb0 ' +
      'fcfdbf',
  ),
  inferno: evenly(
    '000003 030312 0a0724 150b37 210c4a 2e0a5b 3c0965 4a0b6b 57106e 63146f 70196e 7d1e6d 89226a 962766 a32b62 af315c ' +
      'bb3755 c63d4d d14545 db4f3c e45932 eb6528 f1711e f67f14 f98d09 fb9c05 fcab0f fbba1f f9ca32 f5d949 f2e865 f2f586 ' +
      'fcffa5',
  ),
  plasma: evenly(
    '0e0787 220690 310597 3f049c 4c02a1 5901a5 6600a7 7200a8 7e03a8 8908a6 9511a2 9f1a9c a92396 b32c8f bb3587 c33e80 ' +
      'cb4778 d25071 d9596a e06263 e66c5c eb7555 f07f4f f48a48 f89441 fb9f3a fdab33 feb72d fdc328 fcd025 f9dd24 f5eb27 ' +
      'f0f924',
  ),
  cividis: evenly(
    '00234e 00285b 002e6b 043372 1c386f 273e6e 32436d 3b496c 434e6c 4b546c 52596d 5a5f6e 61646f 686a71 6f7073 757676 ' +
      '7c7b78 848179 8b8778 938d78 9b9376 a39a75 aba072 b3a670 bbad6d c3b469 ccba64 d4c15f ddc958 e6d051 efd748 f9df3b ' +
      'ffe734',
  ),
  turbo: evenly(
    '31123c 3a2a74 4040a2 4556c7 476be4 477ff7 4393ff 37a8fb 29bbec 1ccdd8 17dcc3 1de8b0 30f299 4cf97e 6bfe63 8aff4c ' +
      'a3fd3c b8f734 cced34 dee037 edd03a f8c03a fdae35 fe982c fc8022 f56817 ec520e e14009 d23105 c12302 ac1701 950c01 ' +
      '7a0403',
  ),
  // Red, then green, then blue.
  hot: [
    [0, [0, 0, 0]],
    [3 / 8, [255, 0, 0]],
    [3 / 4, [255, 255, 0]],
    [1, [255, 255, 255]],
  ],
  // Seven parts grey and one part hot with blue first.
  bone: [
    [0, [0, 0, 0]],
    [3 / 8, [83.671_875, 83.671_875, 115.546_875]],
    [3 / 4, [167.343_75, 199.218_75, 199.218_75]],
    [1, [255, 255, 255]],
  ],
};

/** The colour of a place from 0 to 1, its parts not rounded. */
export function colourAt(map: ColourMapId, place: number): Colour {
  const own = points[map];
  const next = Math.max(
    own.findIndex(([end]) => place <= end),
    1,
  );
  const [[start, from], [end, to]] = [own[next - 1] as Point, own[next] as Point];
  const share = (place - start) / (end - start);
  const between = (part: 0 | 1 | 2): number => from[part] + (to[part] - from[part]) * share;
  return [between(0), between(1), between(2)];
}

/** A CSS gradient from the darkest to the lightest colour. */
export function gradientOf(map: ColourMapId): string {
  const stops = points[map].map(([place, colour]) => `rgb(${colour.map(Math.round).join(' ')}) ${place * 100}%`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function evenly(hexColours: string): readonly Point[] {
  return hexColours.split(' ').map((hex, index, all): Point => {
    const part = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16);
    return [index / (all.length - 1), [part(0), part(2), part(4)]];
  });
}
