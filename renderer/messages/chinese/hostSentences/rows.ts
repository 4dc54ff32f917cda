import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** What rows of a COCO file are called. Apart from sentences: files may be called like this. */
export const rows: SentenceCatalogue = {
  'image row {count}': '图像第 {count} 行',
  'image {name}': '图像 {name}',
  'category row {count}': '类别第 {count} 行',
  'category {name?}': '类别 {name}',
  'annotation row {count}': '标注第 {count} 行',
  'annotation {id}': '标注 {id}',
};
