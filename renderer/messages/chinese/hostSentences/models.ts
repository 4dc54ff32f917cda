import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Models of the project: using, comparing and exporting them. */
export const models: SentenceCatalogue = {
  'This project has no model yet; fine-tune one first.': '此项目还没有模型；请先微调一个。',
  'This project has no model "{name}".': '此项目没有模型“{name}”。',
  'The description of the model, {file}, cannot be read.': '无法读取模型的说明 {file}。',
  '{name} is at work for a running job; wait for it or cancel it first.':
    '{name} 正被运行中的任务使用；请等待其完成，或先取消任务。',
  'The model "{name}" has lost its file "{file}".': '模型“{name}”的文件“{file}”已丢失。',
  'There is no image to look at: every image is labelled already.': '没有可处理的图像：所有图像都已标注。',
  'There are no held-out images with labels to compare with.': '没有带标注的留出图像可供比较。',
  'There are no test images with labels to compare with.': '没有带标注的测试图像可供比较。',
  'There are no images with labels to compare with.': '没有带标注的图像可供比较。',
  'There are no held-out images to compare the models on.': '没有可用来比较模型的留出图像。',
  'There are no test images to compare the models on.': '没有可用来比较模型的测试图像。',
  'There are no labelled images to compare the models on.': '没有可用来比较模型的已标注图像。',
  'There are no unlabelled images to compare the models on.': '没有可用来比较模型的未标注图像。',
  'There are no images to compare the models on.': '没有可用来比较模型的图像。',
  'A model cannot be compared with itself; choose two different ones.': '模型不能与自身比较；请选择两个不同的模型。',
  'What this evaluation found on each image is not kept; evaluate again.':
    '此次评估在各图像上的结果没有保留；请重新评估。',
  'A learning curve needs at least three labelled images to train on; label a few more first.':
    '学习曲线至少需要三张已标注的训练图像；请先再标注几张。',
  'A learning curve needs held-out images; label a few more first.': '学习曲线需要留出图像；请先再标注几张。',
  'The speed of a model is being measured already.': '正在测量一个模型的速度。',
  'Another export of a model is being made; wait for it, or cancel it.':
    '正在生成另一个模型的导出文件；请等待其完成，或取消它。',
  'This export is no longer there; make it again.': '此导出文件已不存在；请重新生成。',
  'No image of the project can be read to measure the model on.': '项目中没有可读取的图像，无法测量模型。',
  'This network has no layer that can be computed in 8 bits; choose float16.':
    '此网络没有可用 8 位计算的层；请选择 float16。',
  'The model gives numbers that are not finite on images of the project.': '模型在项目的图像上给出了非有限的数。',
  'The model gives numbers that are not finite in this form; export another one.':
    '模型在此形式下给出非有限的数；请导出其他形式。',
  '{count} operators compute in float32, because their numbers come near 65,504 or pass it.':
    '{count} 个算子以 float32 计算，因为它们的数值接近或超过 65,504。',
  'The first and the last layer, and what has no 8-bit form, compute in float32.':
    '第一层、最后一层以及没有 8 位形式的部分以 float32 计算。',
  'Converting the model failed inside the program; the log has the details.': '转换模型时程序内部出错；详情见日志。',
  'The prediction failed inside the program; the log has the details.': '预测时程序内部出错；详情见日志。',
  'No model is open in the inference worker.': '推理进程中没有打开的模型。',
  '{folder} holds no model.onnx.': '{folder} 中没有 model.onnx。',
  '{folder} holds no card.json.': '{folder} 中没有 card.json。',
  '{file} cannot be opened as a network.': '{file} 无法作为网络打开。',
  '{file} is no model card of this program.': '{file} 不是本程序的模型说明卡。',
  'The model has no output named {name}.': '模型没有名为 {name} 的输出。',
};
