import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Images: their files, their import and how they are drawn. */
export const images: SentenceCatalogue = {
  'The file': '该文件',
  '{file?} {reason*}': '{file}{reason}',
  '{file?} is empty.': '{file}是空的。',
  '{file?} is not an image.': '{file}不是图像。',
  '{file?} is a {kind} file, which is not supported; save it as PNG, JPEG, WebP or TIFF.':
    '{file}是 {kind} 文件，不受支持；请另存为 PNG、JPEG、WebP 或 TIFF。',
  '{kind} images are not supported; save it as PNG, JPEG, WebP or TIFF.':
    '不支持 {kind} 图像；请另存为 PNG、JPEG、WebP 或 TIFF。',
  'is not there any more; was it moved, or is its drive not connected?': '已不存在；是否被移走，或其磁盘未连接？',
  'may not be read by this user.': '不允许当前用户读取。',
  'is a folder, not a file.': '是文件夹，不是文件。',
  'holds {pages} pages; only single images are supported, so save every page as a file of its own.':
    '含有 {pages} 页；只支持单张图像，请把每一页另存为单独的文件。',
  'stores {depth} values; 8 and 16-bit unsigned images are supported.':
    '存储的是 {depth} 值；支持 8 位和 16 位无符号图像。',
  '{file?} is no longer there.': '{file}已不存在。',
  '{file?} is not there any more.': '{file}已不存在。',
  '{file?} cannot be read as an image.': '{file}无法作为图像读取。',
  '{file?} is too large with {width} x {height} pixels to be taken as a whole; this works with up to 2 GB of pixel values.':
    '{file}有 {width} × {height} 像素，太大，无法整体读入；像素值最多为 2 GB。',
  '{file?} is stored turned and is too large with {width} x {height} pixels to be turned upright; save it upright.':
    '{file}以旋转的方式存储，{width} × {height} 像素太大，无法转正；请先转正再保存。',
  '{file?} is damaged: its pixels cannot be decoded.': '{file}已损坏：无法解码其像素。',
  '{file?} has {count} channels; 1 and 3 are supported.': '{file}有 {count} 个通道；支持 1 个和 3 个。',
  '{file?} was changed after it was imported, so it may not fit its objects; put the old file back or import the new one.':
    '{file}在导入之后被更改，可能与其对象不符；请放回原来的文件，或导入新的文件。',
  '{file?} was changed while it was imported.': '{file}在导入过程中被更改。',
  '{file?} has changed since it was imported: it has {width}x{height} instead of {oldWidth}x{oldHeight} pixels.':
    '{file}在导入之后已更改：现为 {width} × {height} 像素，原为 {oldWidth} × {oldHeight} 像素。',
  'The disk is full: {file} could not be written. Make room and try again.':
    '磁盘已满：无法写入 {file}。请腾出空间后重试。',
  'The disk of "{folder}" is full.': '“{folder}”所在的磁盘已满。',
  'Images are being imported already; wait until that is done or cancel it.': '正在导入图像；请等待完成或取消。',
  'There are no images at the chosen place: no PNG, JPEG, WebP or TIFF files.':
    '所选位置没有图像：没有 PNG、JPEG、WebP 或 TIFF 文件。',
  '"{path}" is not there or may not be read.': '“{path}”不存在，或不允许读取。',
  '{count} images were imported before that and stay in the project.':
    '在此之前已导入 {count} 张图像，它们保留在项目中。',
  'This image is not in the project any more.': '此图像已不在项目中。',
  'This image is not in the project.': '此图像不在项目中。',
  'Images have a thumbnail, a pyramid.json and tiles, nothing else.':
    '图像只有缩略图、pyramid.json 和图块，没有其他内容。',
  'There is no such tile: it lies outside of the image.': '没有这样的图块：它在图像之外。',
  'These tiles are not wanted any more.': '已不再需要这些图块。',
  'The image-worker answered {answer}, not {asked}.': 'image-worker 回答的是 {answer}，而不是 {asked}。',
  'Something went wrong inside the image worker; the log has the details.': '图像处理进程内部出错；详情见日志。',
};
