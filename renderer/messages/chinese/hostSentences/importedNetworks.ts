import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Networks of other programs: what keeps one from being trained. */
export const importedNetworks: SentenceCatalogue = {
  '{file}: {operator} (node {node}) {reason*}.': '{file}：{operator}（节点 {node}）{reason}。',
  'is not supported': '不受支持',
  'belongs to the operators of {domain}, which are not supported': '属于不受支持的 {domain} 算子',
  'has the attribute {name} of a kind that is not supported, such as a graph within it':
    '的属性 {name} 属于不受支持的种类，例如内含的图',
  'has the attribute {name}, which is not supported': '有不受支持的属性 {name}',
  'has an attribute {name} that is not of the kind {kind}': '的属性 {name} 不是 {kind} 类型',
  'has {name} = {value*}; only {expected} is supported': '的 {name} = {value}；只支持 {expected}',
  'a tensor': '张量',
  'lacks its input {number}': '缺少第 {number} 个输入',
  'has an input {number} that is not a constant': '的第 {number} 个输入不是常量',
  'would make a tensor of {shape}': '会产生 {shape} 的张量',
  'does not fit its inputs: {reason}{hint*}': '与其输入不符：{reason}{hint}',
  ' (for images of {now} pixels; the file was made for {made}: try that "patchSize")':
    '（图像为 {now} 像素；文件是为 {made} 制作的：请试用这一“图块大小”）',
  'has no gradient ({reason*}): freeze the layers before it, or cut the network before it':
    '没有梯度（{reason}）：请冻结它之前的层，或在它之前切断网络',
  'there is no rule for it': '没有相应的求导规则',
  'the loss depends on an output other than the first': '损失依赖于第一个以外的输出',
  'its ratio must be a constant': '其比率必须是常量',
  'with reduction {name} each place must be known and stand once': '使用归约 {name} 时，每个位置必须已知且只出现一次',
  'it pads by {mode} and {other}': '它按 {mode} 和 {other} 填充',
  'it interpolates by {mode}': '它按 {mode} 插值',
  'in {equation} an axis stands twice or alone in one operand':
    '在 {equation} 中，某个轴在一个操作数里出现两次或只在其中出现',
  'while training, its averages are not learnt': '训练时不学习其平均值',
  'only images of rows and columns have one': '只有由行和列组成的图像才有梯度',
  'repeats its input {count} times': '将其输入重复 {count} 次',
  'has the reduction {name} at places that are not constant; only single places are supported':
    '在非常量的位置使用归约 {name}；只支持单个位置',
  'has the reduction {name} at places of which one stands twice; only single places are supported':
    '使用归约 {name} 的位置有重复；只支持单个位置',
  'interpolates by {mode}': '按 {mode} 插值',
  'counts pixels by {mode}': '按 {mode} 计算像素坐标',
  'resizes to {size} of {made} pixels, which {now} do not divide by':
    '缩放为 {made} 像素中的 {size}，而 {now} 不能被整除',
  'has dilations = {dilations}': '的 dilations = {dilations}',
  'works on {rank} axes; supported are images (samples, channels, height and width) and lines (samples, channels and width)':
    '作用于 {rank} 个轴；支持图像（样本、通道、高度、宽度）和线（样本、通道、宽度）',
  'has {count} {name} for {wanted}': '的 {name} 有 {count} 个，应为 {wanted} 个',
  'uses {name}, which nothing makes': '使用了 {name}，而没有节点产生它',
  'needs its own result: the network has a circle': '需要自身的结果：网络中有环路',
  '{file}: {operator} (node {node}) makes {output} again.': '{file}：{operator}（节点 {node}）再次产生了 {output}。',
  '{file}: {operator} (node {node}) uses {name}, an output of {maker} (node {makerNode}) that is not supported.':
    '{file}：{operator}（节点 {node}）使用了 {name}，即 {maker}（节点 {makerNode}）的一个不受支持的输出。',
  '{file} has no tensor named {name}.': '{file} 中没有名为 {name} 的张量。',
  '{file} has no tensor named {name} to cut at; there are, among others, {known}.':
    '{file} 中没有可供切断的张量 {name}；有的是 {known} 等。',
  '{file} cannot be trained: {reason*}': '{file} 无法训练：{reason}',
  '{file} takes grey images of one channel, but images of this project have colours: choose a model for three channels.':
    '{file} 接受单通道的灰度图像，而此项目的图像是彩色的：请选择三通道的模型。',
  '{file}: the tensor {name} has the shape {shape}; a head for labels needs batch x channels x height x width; name another tensor to cut at.':
    '{file}：张量 {name} 的形状为 {shape}；标签输出层需要批次 × 通道 × 高度 × 宽度；请指定其他切断处的张量。',
  '{file} has no weight or node that "{name}" names; there are, among others, {known}.':
    '{file} 中没有“{name}”所指的权重或节点；有的是 {known} 等。',
  '{file}: every weight is frozen and no new head is added, so nothing can learn.':
    '{file}：全部权重都已冻结，又没有加新的输出层，因此无法学习。',
  '{file}: its input {name} has the shape {shape}; supported are images: batch x channels x height x width with 1 or 3 channels.':
    '{file}：其输入 {name} 的形状为 {shape}；支持图像：批次 × 通道 × 高度 × 宽度，1 或 3 个通道。',
  '{file} makes {shape} of an image of {width} x {height} pixels, which is no map of the image.':
    '{file} 由 {width} × {height} 像素的图像得到 {shape}，这不是与图像对应的图。',
  'The model has numbers in it that belong to one size of images: it will work in tiles of {size}.':
    '模型中含有只适用于一种图像大小的数：它将以 {size} 的图块工作。',
  'Softmax at the end is taken off for the training and put back afterwards.':
    '末尾的 Softmax 在训练时去掉，之后再加回。',
  '{operator} at the end is taken off; the new model ends with Softmax.':
    '末尾的 {operator} 被去掉；新模型以 Softmax 结束。',
  'tfjs cannot run this network: {operator}, which makes {output}, is not for it, because {reason*}. Choose another device.':
    'tfjs 无法运行此网络：产生 {output} 的 {operator} 不适用于它，因为{reason}。请选择其他设备。',
  "it is onnxruntime's own, made by gradients": '它是 onnxruntime 自有的，由梯度产生',
  'it is made by gradients, which tfjs finds itself': '它由梯度产生，而 tfjs 自行求梯度',
  "it works on onnxruntime's own layout": '它使用 onnxruntime 自有的布局',
  'only finished models, which onnxruntime runs, ask for sizes': '只有由 onnxruntime 运行的成品模型才询问大小',
};
