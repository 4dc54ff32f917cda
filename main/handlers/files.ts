import { listFolder } from '../host/folderListing.ts';
import { os } from './implementer.ts';

export const filesHandlers = {
  list: os.files.list.handler(({ input }) => listFolder(input.path ?? null)),
};
