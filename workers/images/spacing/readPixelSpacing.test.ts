import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/fixtures/temporaryFolder.ts';
import { tiffFile, type TiffFileOptions } from '../../../tests/generators/tiffFile.ts';
import { readImage } from '../readImage.ts';
import { readPixelSpacing } from './readPixelSpacing.ts';

async function spacingOfTiff(options: TiffFileOptions): Promise<readonly number[] | null> {
  const file = join(temporaryFolder(), 'image.tif');
  await writeFile(file, tiffFile(options));
  await readImage(file);
  return numbersOf(file);
}

async function spacingOfSharp(encode: (image: Sharp) => Sharp): Promise<readonly number[] | null> {
  const file = join(temporaryFolder(), 'image');
  const plain = sharp(Uint8Array.from([1, 2, 3, 4, 5, 6]), { raw: { width: 3, height: 2, channels: 1 } });
  await writeFile(file, await encode(plain).toBuffer());
  return numbersOf(file);
}

/** Twelve digits: files hold fractions, metres and inches. */
async function numbersOf(file: string): Promise<readonly number[] | null> {
  const spacing = await readPixelSpacing(file);
  return spacing && [spacing.xMm, spacing.yMm].map((length) => Number(length.toPrecision(12)));
}

/** Both directions alike. */
const square = (pixels: number, per = 1) =>
  ({ xResolution: [pixels, per], yResolution: [pixels, per] }) satisfies TiffFileOptions;
const imageJ = (lines: string) => `ImageJ=1.54f\nimages=1\n${lines}\nloop=false\n`;
const ome = (attributes: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><!-- OME file --><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">` +
  `<Image ID="Image:0"><Pixels ID="Pixels:0" SizeX="3" SizeY="1" ${attributes}><Channel ID="Channel:0:0"/></Pixels>` +
  `</Image><Image ID="Image:1"><Pixels PhysicalSizeX="9" PhysicalSizeY="9"/></Image></OME>`;

describe('readPixelSpacing, of a TIFF file by its resolution', () => {
  it.each<[string, TiffFileOptions, readonly number[] | null]>([
    ['inches', { ...square(600), resolutionUnit: 2 }, [0.0423333333333, 0.0423333333333]],
    ['inches, where no unit is named', square(254), [0.1, 0.1]],
    ['centimetres, in a fraction', { ...square(100_000, 65), resolutionUnit: 3 }, [0.0065, 0.0065]],
    ['different directions', { xResolution: [400, 1], yResolution: [200, 1], resolutionUnit: 3 }, [0.025, 0.05]],
    ['no unit', { ...square(600), resolutionUnit: 1 }, null],
    ['no tags', {}, null],
    ['one direction only', { xResolution: [600, 1], resolutionUnit: 2 }, null],
    ['72 dots per inch', { ...square(72), resolutionUnit: 2 }, null],
    ['96 dots per inch', { ...square(96), resolutionUnit: 2 }, null],
    ['72 dots per inch in centimetres', { ...square(2835, 100), resolutionUnit: 3 }, null],
    ['144 dots per inch', { ...square(144), resolutionUnit: 2 }, null],
    ['100 dots per inch, of Matplotlib', { ...square(100), resolutionUnit: 2 }, null],
    ['one pixel per inch', { ...square(1), resolutionUnit: 2 }, null],
    ['one pixel per centimetre', { ...square(7, 7), resolutionUnit: 3 }, null],
    ['nothing', { ...square(0), resolutionUnit: 2 }, null],
    ['a division by nothing', { ...square(600, 0), resolutionUnit: 2 }, null],
    ['nothing over nothing', { ...square(0, 0), resolutionUnit: 2 }, null],
    ['pixels below a nanometre', { ...square(11_000_000), resolutionUnit: 3 }, null],
    ['pixels above a metre', { ...square(1, 101), resolutionUnit: 3 }, null],
    ['pixels just below a metre', { ...square(1, 99), resolutionUnit: 3 }, [990, 990]],
  ])('%s', async (_, options, expected) => {
    expect(await spacingOfTiff(options)).toEqual(expected);
    expect(await spacingOfTiff({ ...options, bigEndian: true, wide: true })).toEqual(expected);
  });

  it('in either byte order, in TIFF and BigTIFF', async () => {
    const options = { ...square(254), resolutionUnit: 2, description: imageJ('unit=micron') };
    const orders = [false, true].flatMap((bigEndian) => [false, true].map((wide) => ({ bigEndian, wide })));
    const read: unknown[] = [];
    for (const order of orders) read.push(await spacingOfTiff({ ...options, ...order }));
    const micrometres = [0.00000393700787402, 0.00000393700787402];
    expect(read).toEqual([micrometres, micrometres, micrometres, micrometres]);
  });

  it('as sharp writes it, and by default not', async () => {
    expect(await spacingOfSharp((image) => image.tiff({ xres: 40, yres: 20 }))).toEqual([0.025, 0.05]);
    expect(await spacingOfSharp((image) => image.tiff({ xres: 40, yres: 20, resolutionUnit: 'cm' }))).toEqual([
      0.025, 0.05,
    ]);
    expect(await spacingOfSharp((image) => image.tiff())).toBeNull();
  });

  it('turns with the image', async () => {
    const tags = { xResolution: [400, 1], yResolution: [200, 1], resolutionUnit: 3 } as const;
    expect(await spacingOfTiff({ ...tags, orientation: 6 })).toEqual([0.05, 0.025]);
    expect(await spacingOfTiff({ ...tags, orientation: 3 })).toEqual([0.025, 0.05]);
  });

  it('says nothing of a damaged file, at whatever byte it ends', async () => {
    const whole = tiffFile({ ...square(600), resolutionUnit: 2, description: imageJ('unit=mm') });
    const file = join(temporaryFolder(), 'cut.tif');
    const answers = new Set<unknown>();
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file, whole);
      await truncate(file, length);
      answers.add(await readPixelSpacing(file));
    }
    expect(answers).toEqual(new Set([null]));
  });
});

describe('readPixelSpacing, of a TIFF file by its description', () => {
  const tags = { ...square(100, 65), resolutionUnit: 1 };
  const micrometres = [0.00065, 0.00065];
  it.each<[string, TiffFileOptions, readonly number[] | null]>([
    ['micron', { ...tags, description: imageJ('unit=micron') }, micrometres],
    ['um', { ...tags, description: imageJ('unit=um') }, micrometres],
    ['an escaped letter mu', { ...tags, description: imageJ('unit=\\u00B5m') }, micrometres],
    ['the letter mu', { ...tags, description: imageJ('unit=µm') }, micrometres],
    ['the letter mu in Latin-1', { ...tags, description: Buffer.from(imageJ('unit=µm'), 'latin1') }, micrometres],
    ['lines of Windows', { ...tags, description: imageJ('unit=um\r') }, micrometres],
    ['millimetres', { ...square(4), description: imageJ('unit=mm') }, [0.25, 0.25]],
    [
      'centimetres',
      { ...square(72), resolutionUnit: 3, description: imageJ('unit=cm') },
      [0.138888888889, 0.138888888889],
    ],
    ['pixels', { ...tags, description: imageJ('unit=pixel') }, null],
    ['a word that objects have', { ...tags, description: imageJ('unit=constructor') }, null],
    ['another unit along columns', { ...tags, description: imageJ('unit=um\nyunit=mm') }, null],
    ['one pixel per unit', { ...square(1), description: imageJ('unit=um') }, null],
    ['no resolution', { description: imageJ('unit=um') }, null],
    ['no unit, so the tags', { ...square(254), resolutionUnit: 2, description: imageJ('min=0') }, [0.1, 0.1]],
    ['another program, so the tags', { ...square(254), description: 'unit=um' }, [0.1, 0.1]],
  ])('ImageJ: %s', async (_, options, expected) => {
    expect(await spacingOfTiff(options)).toEqual(expected);
  });

  it.each<[string, string, readonly number[] | null]>([
    ['micrometres by default', 'PhysicalSizeX="0.65" PhysicalSizeY="0.7"', [0.00065, 0.0007]],
    [
      'nanometres',
      `PhysicalSizeXUnit="nm" PhysicalSizeX='50' PhysicalSizeY="50" PhysicalSizeYUnit="nm"`,
      [0.00005, 0.00005],
    ],
    ['the letter mu', 'PhysicalSizeX="0.5" PhysicalSizeXUnit="µm" PhysicalSizeY="0.5"', [0.0005, 0.0005]],
    [
      'the letter mu as a number',
      'PhysicalSizeX="0.5" PhysicalSizeXUnit="&#181;m" PhysicalSizeY="0.5"',
      [0.0005, 0.0005],
    ],
    ['a thousand micrometres', 'PhysicalSizeX="1000" PhysicalSizeY="1000"', [1, 1]],
    ['no calibration', 'PhysicalSizeX="1.0" PhysicalSizeY="1.0"', null],
    ['pixels', 'PhysicalSizeX="2" PhysicalSizeXUnit="pixel" PhysicalSizeY="2" PhysicalSizeYUnit="pixel"', null],
    ['one direction only', 'PhysicalSizeX="0.5"', null],
    ['a negative length', 'PhysicalSizeX="-0.5" PhysicalSizeY="-0.5"', null],
    ['no number', 'PhysicalSizeX="fine" PhysicalSizeY="fine"', null],
    ['an infinite length', 'PhysicalSizeX="Infinity" PhysicalSizeY="Infinity"', null],
    ['an empty length', 'PhysicalSizeX="" PhysicalSizeY=""', null],
  ])('OME: %s', async (_, attributes, expected) => {
    expect(await spacingOfTiff({ description: ome(attributes) })).toEqual(expected);
  });

  it('takes the tags where OME-XML says nothing, and reads no description to its end', async () => {
    expect(await spacingOfTiff({ ...square(254), description: ome('') })).toEqual([0.1, 0.1]);
    const sizes = 'PhysicalSizeX="0.5" PhysicalSizeY="0.5"';
    const long = `${ome(sizes)}${' '.repeat(200_000)}${'<OME <Pixels '.repeat(200_000)}`;
    expect(await spacingOfTiff({ description: long })).toEqual([0.0005, 0.0005]);
  });
});

describe('readPixelSpacing, of other files', () => {
  /** A PNG file whose chunk pHYs is `x`, `y`, `unit`; sharp writes one and knows metres only. */
  async function spacingOfPng(x: number, y: number, unit: number): Promise<readonly number[] | null> {
    const file = join(temporaryFolder(), 'image.png');
    const bytes = await sharp(Uint8Array.from([1, 2, 3]), { raw: { width: 3, height: 1, channels: 1 } })
      .withMetadata({ density: 600 })
      .png()
      .toBuffer();
    const at = bytes.indexOf('pHYs') + 4;
    bytes.writeUInt32BE(x, at);
    bytes.writeUInt32BE(y, at + 4);
    bytes.writeUInt8(unit, at + 8);
    await writeFile(file, bytes);
    return numbersOf(file);
  }

  it('reads pixels per metre of a PNG file', async () => {
    expect(await spacingOfPng(2_000_000, 1_000_000, 1)).toEqual([0.0005, 0.001]);
    expect(await spacingOfPng(2_000_000, 1_000_000, 0)).toBeNull();
    expect(await spacingOfPng(0, 0, 1)).toBeNull();
    const defaults = [2834, 2835, 3779, 3780, 5669, 3937, 1000, 1].map((pixels) => spacingOfPng(pixels, pixels, 1));
    for (const spacing of defaults) expect(await spacing).toBeNull();
    expect(await spacingOfSharp((image) => image.withMetadata({ density: 254 }).png())).toEqual([0.1, 0.1]);
    expect(await spacingOfSharp((image) => image.png())).toBeNull();
  });

  it('knows none of JPEG and WebP files, and names a file that is gone', async () => {
    expect(await spacingOfSharp((image) => image.withMetadata({ density: 600 }).jpeg())).toBeNull();
    expect(await spacingOfSharp((image) => image.withMetadata({ density: 600 }).webp())).toBeNull();
    const gone = join(temporaryFolder(), 'gone.tif');
    await expect(readPixelSpacing(gone)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(gone) as string,
    });
  });
});
