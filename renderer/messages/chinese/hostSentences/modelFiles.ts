import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Files of networks and weights, above all of other programs. */
export const modelFiles: SentenceCatalogue = {
  'The model': '模型',
  'The model file': '模型文件',
  'There is no model to look at.': '没有可查看的模型。',
  'Reading the model failed inside the program; the log has the details.': '读取模型时程序内部出错；详情见日志。',
  'The model file {file} cannot be opened.': '无法打开模型文件 {file}。',
  '{file} is no file.': '{file} 不是文件。',
  '{file} is too large: a model file may have 2 GB; larger weights belong in a file of external data beside it.':
    '{file} 太大：模型文件最多 2 GB；更大的权重应放在旁边的外部数据文件中。',
  '{file?} holds no network.': '{file}中没有网络。',
  '{file?} is no ONNX model or is damaged.': '{file}不是 ONNX 模型，或已损坏。',
  '{file} holds sparse weights, which are not supported.': '{file} 含有稀疏权重，不受支持。',
  '{file} holds two tensors named {name}.': '{file} 中有两个名为 {name} 的张量。',
  '{file?} holds values of the type {type}.': '{file}含有类型为 {type} 的值。',
  '{file} does not name its operator set.': '{file} 没有说明其算子集。',
  '{file} has operator set {version}; supported are {oldest} to {newest}.':
    '{file} 的算子集为 {version}；支持 {oldest} 到 {newest}。',
  '{file} must have one input, the image; it has none.': '{file} 必须有一个输入，即图像；它没有输入。',
  '{file} must have one input, the image; it has {names}.': '{file} 必须只有一个输入，即图像；它有 {names}。',
  '{file?} uses the operator {operator}, which is not supported.': '{file}使用了不受支持的算子 {operator}。',
  '{file?}: {operator} (node {node}) has the attribute {name}, which is not supported.':
    '{file}：{operator}（节点 {node}）有不受支持的属性 {name}。',
  '{file?}: a constant holds values of the type {type}, which is not supported.':
    '{file}：一个常量的值类型为 {type}，不受支持。',
  '{file?}: the tensor {name} holds values of the type {type}, which is not supported.':
    '{file}：张量 {name} 的值类型为 {type}，不受支持。',
  '{file?}: a constant has the impossible shape {shape}.': '{file}：一个常量的形状 {shape} 不可能存在。',
  '{file?}: the tensor {name} has the impossible shape {shape}.': '{file}：张量 {name} 的形状 {shape} 不可能存在。',
  '{file?}: a constant should hold {count} values, but its bytes do not fit that.':
    '{file}：一个常量应有 {count} 个值，但其字节与此不符。',
  '{file?}: a constant should hold {count} values, but it holds {found}.':
    '{file}：一个常量应有 {count} 个值，实际有 {found} 个。',
  '{file?}: the tensor {name} should hold {count} values, but its bytes do not fit that.':
    '{file}：张量 {name} 应有 {count} 个值，但其字节与此不符。',
  '{file?}: the tensor {name} should hold {count} values, but it holds {found}.':
    '{file}：张量 {name} 应有 {count} 个值，实际有 {found} 个。',
  '{file}: the values of the tensor {name} cannot be read: {reason*}.': '{file}：无法读取张量 {name} 的值：{reason}。',
  'they should be {expected} bytes, not {found}': '应为 {expected} 字节，而不是 {found} 字节',
  '{file} ends before them': '{file} 在它们之前就结束了',
  '"{path}" is not a path within the model\'s folder': '“{path}”不是模型文件夹之内的路径',
  'is missing': '不存在',
  "leads out of the model's folder": '指向模型文件夹之外',
  'is no file': '不是文件',
  '{file} became shorter while it was read.': '{file} 在读取过程中变短了。',
  'The weights {file} cannot be opened.': '无法打开权重文件 {file}。',
  '{file} is no safetensors file or is damaged: {reason*}.': '{file} 不是 safetensors 文件，或已损坏：{reason}。',
  'it is too short': '它太短',
  'its description would take {length} bytes': '其描述将占 {length} 字节',
  'its description is no list of tensors': '其描述不是张量的列表',
  'its description is no JSON': '其描述不是 JSON',
  'its description of {name} is incomplete': '其中对 {name} 的描述不完整',
  'it describes {name} twice': '它描述了 {name} 两次',
  'it became shorter while it was read': '它在读取过程中变短了',
  '{name} lies outside the file': '{name} 在文件之外',
  '{name} has {count} bytes, which its shape {shape} does not fit': '{name} 有 {count} 字节，与其形状 {shape} 不符',
  '{name} lies over another tensor': '{name} 与另一个张量重叠',
  'holds no numbers': '不含数',
  'Tensors of float16, bfloat16 or double that were turned into float32: {count}.':
    '由 float16、bfloat16 或 double 转为 float32 的张量：{count} 个。',
  '{taken} of {all} weight tensors taken from {file}.': '{all} 个权重张量中有 {taken} 个取自 {file}。',
  '{count} skipped, {reason*}: {names*}.': '略过 {count} 个（{reason}）：{names}。',
  '{count} of the file not used: {names*}.': '文件中有 {count} 个未使用：{names}。',
  'not in the file': '文件中没有',
  'of another shape': '形状不同',
  'of a type without fractions': '类型不含小数',
  '{names} and {count} more': '{names} 及另外 {count} 个',
};
