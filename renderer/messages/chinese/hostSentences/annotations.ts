import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Annotations that come from files and leave as files. */
export const annotations: SentenceCatalogue = {
  '"{file}" is not valid JSON.': '“{file}”不是有效的 JSON。',
  '"{file}" is not valid JSON. It holds NaN or Infinity, which JSON does not know.':
    '“{file}”不是有效的 JSON。其中有 JSON 不认识的 NaN 或 Infinity。',
  '"{file}" is larger than 512 MB; split it into several files.': '“{file}”大于 512 MB；请拆分为多个文件。',
  '"{file}" cannot be opened.': '无法打开“{file}”。',
  'This is a list of results, not a COCO dataset: images, annotations and categories are needed.':
    '这是结果列表，不是 COCO 数据集：需要 images、annotations 和 categories。',
  'This is not a COCO dataset: it needs lists of images, annotations and categories.':
    '这不是 COCO 数据集：需要 images、annotations 和 categories 列表。',
  'It is not a record.': '它不是一条记录。',
  'It has no {field}.': '它没有 {field}。',
  'Its {field} is not valid ({value}).': '其 {field} 无效（{value}）。',
  'It is not a record with an id and a name.': '它不是带有 id 和名称的记录。',
  'Its id {id} belongs to "{name}" already.': '其 id {id} 已属于“{name}”。',
  'Its id {id} belongs to an image before it.': '其 id {id} 属于它之前的一张图像。',
  'There are several categories "{name}"; they became one label.': '有多个名为“{name}”的类别；已合并为一个标签。',
  'The file lists no image with id {id}.': '文件中没有 id 为 {id} 的图像。',
  'The file lists no category with id {id}.': '文件中没有 id 为 {id} 的类别。',
  'Its attributes are not written as definitions.': '其属性没有写成定义的形式。',
  'Its attribute "{name}" is neither text nor a number nor true or false.':
    '其属性“{name}”既不是文字，也不是数，也不是 true 或 false。',
  'Its keypoints are not a list of numbers.': '其关键点不是数的列表。',
  'Its keypoints have {count} numbers; each needs x, y and whether it is visible.':
    '其关键点有 {count} 个数；每个关键点需要 x、y 和是否可见。',
  'None of its keypoints is visible.': '其关键点没有一个可见。',
  'None of its keypoints is on the image.': '其关键点没有一个在图像上。',
  'Keypoints beside the image: {count}.': '有 {count} 个关键点在图像之外。',
  'It is the image that "{name}" means already.': '“{name}”已指同一张图像。',
  '{reason*} The rest of the object was taken.': '{reason}对象的其余部分已采用。',
  'It covers no pixel of the image.': '它没有覆盖图像的任何像素。',
  'It has no segmentation.': '它没有 segmentation。',
  'It has only a box: its segmentation is empty.': '它只有边框：segmentation 是空的。',
  'Its segmentation is neither polygons nor run lengths.': '其 segmentation 既不是多边形，也不是游程。',
  'Its polygon {reason*}.': '其多边形{reason}。',
  'Part {number} {reason*}.': '第 {number} 部分{reason}。',
  'is not a list of numbers': '不是数的列表',
  'has exactly 4 numbers, which COCO tools take for a box': '正好有 4 个数，COCO 工具会把它当作边框',
  'has {count} numbers; at least 6 are needed': '有 {count} 个数；至少需要 6 个',
  'has an odd count of numbers ({count})': '的数的个数为奇数（{count}）',
  'has a coordinate far outside of the image ({value})': '有一个坐标远在图像之外（{value}）',
  'Its mask is {width} x {height} pixels, the image is {imageWidth} x {imageHeight}.':
    '其掩膜为 {width} × {height} 像素，图像为 {imageWidth} × {imageHeight} 像素。',
  'Its run lengths are damaged: {reason*}': '其游程已损坏：{reason}',
  'it has no segmentation': '它没有 segmentation',
  'its segmentation is neither polygons nor run lengths': '其 segmentation 既不是多边形，也不是游程',
  'its mask is {width} x {height} pixels, the image {imageWidth} x {imageHeight}':
    '其掩膜为 {width} × {height} 像素，图像为 {imageWidth} × {imageHeight} 像素',
  'a run length is {wrong}, which is no whole number from 0 up': '有一个游程长度为 {wrong}，不是不小于 0 的整数',
  'it has only a box: its segmentation is empty': '它只有边框：segmentation 是空的',
  'one of its polygons {reason*}': '其中一个多边形{reason}',
  'its polygons go to and fro over the image too often to be an outline': '其多边形在图像上来回太多次，不可能是轮廓',
  'The mask holds more than two values: give a threshold, labels for the values, or say that every value is an object.':
    '掩膜有两个以上的值：请给出阈值、给各个值指定标签，或说明每个值是一个对象。',
  'The mask has {width} x {height} pixels, its image {imageWidth} x {imageHeight}.':
    '掩膜为 {width} × {height} 像素，其图像为 {imageWidth} × {imageHeight} 像素。',
  'Say what the masks show: one label, or labels by pixel value or folder name.':
    '请说明掩膜表示什么：一个标签，或按像素值或文件夹名称区分的标签。',
  'The labels name {names}, which is neither a folder in "{folder}" nor a pixel value.':
    '标签中提到的 {names} 既不是“{folder}”中的文件夹，也不是像素值。',
  '"{folder}" cannot be opened as a folder.': '“{folder}”无法作为文件夹打开。',
  '"{folder}" holds no masks: no PNG, TIFF, WebP or JPEG besides the images.':
    '“{folder}”中没有掩膜：除图像外没有 PNG、TIFF、WebP 或 JPEG。',
  'There is nothing to export: no image has accepted objects or is marked done, rejected ones apart.':
    '没有可导出的内容：除被拒绝的之外，没有图像带有已接受的对象或标为完成。',
  '"{folder}" belongs to the project itself; choose another folder to export to.':
    '“{folder}”属于项目本身；请选择其他导出文件夹。',
  'Several labels are called "{name}"; rename all but one of them.': '有多个名为“{name}”的标签；请重命名，只留一个。',
  'The image "{file}" cannot be read; is it still there?': '无法读取图像“{file}”；它还在吗？',
  'The image "{file}" was changed after it was imported.': '图像“{file}”在导入之后被更改。',
  '"{file}" exists already and is another image; choose another folder to export to.':
    '“{file}”已存在，且是另一张图像；请选择其他导出文件夹。',
  'The image name "{name}" leads out of the folder; it cannot be copied.': '图像名称“{name}”指向文件夹之外；无法复制。',
  'The written file does not read back as it should ({what*}); nothing was exported.':
    '写出的文件读回后与原来不符（{what}）；未导出任何内容。',
  '{count} images instead of {expected}': '{count} 张图像，应为 {expected} 张',
  '{count} objects instead of {expected}': '{count} 个对象，应为 {expected} 个',
  'attributes of label {name}': '标签 {name} 的属性',
  'tags of {image}': '{image} 的标记',
  'annotation {id} on {image}': '{image} 上的标注 {id}',
};
