import type { Messages } from '../en.ts';

export const importRemarks: Messages['importRemarks'] = {
  objectsLeftOut: (_count, shown) => `${shown} 个对象未导入`,
  entriesLeftOut: (_count, shown) => `${shown} 个条目未导入`,
  objectsTakenInPart: (_count, shown) => `${shown} 个对象已导入，但略去了部分内容`,
  categoriesChanged: (_count, shown) => `${shown} 个类别导入时有改动`,
};
