import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** What the doctor finds, devices and their tests. */
export const machine: SentenceCatalogue = {
  Node: 'Node',
  Processor: '处理器',
  'Graphics (WebGPU)': '显卡 (WebGPU)',
  'Graphics (CUDA)': '显卡 (CUDA)',
  'Graphics (tfjs-node-gpu)': '显卡 (tfjs-node-gpu)',
  Memory: '内存',
  Database: '数据库',
  'Image decoding': '图像解码',
  Settings: '设置',
  'Free space': '可用空间',
  'Install again with "npm ci"; if that does not help, the log has the details.':
    '请用 "npm ci" 重新安装；若无效，详情见日志。',
  '{version} is too old': '{version} 太旧',
  'Use Node 24 or newer.': '请使用 Node 24 或更新版本。',
  '{count} cores': '{count} 个核心',
  'one core': '一个核心',
  'Training and the window share it; expect both to be slow.': '训练与窗口共用它；两者都会较慢。',
  '{count} GB': '{count} GB',
  'Training needs about 2 GB; close other programs meanwhile.': '训练约需 2 GB；请在训练期间关闭其他程序。',
  'SQLite {version}': 'SQLite {version}',
  works: '正常',
  'read 1 x 1 as {width} x {height}': '将 1 × 1 读成了 {width} × {height}',
  'Install again.': '请重新安装。',
  '{folder} cannot be written': '无法写入 {folder}',
  'Give yourself the right to write there, or set MASKWRIGHT_HOME.': '请为自己取得写入权限，或设置 MASKWRIGHT_HOME。',
  '{count} GB below {folder}': '{folder} 下有 {count} GB',
  'Tiles, checkpoints and copied images may fill the disk.': '图块、检查点和复制的图像可能会占满磁盘。',
  '{count} processor cores.': '{count} 个处理器核心。',
  'The program that tries this device did not run.': '试用此设备的程序没有运行起来。',
  'The device {device} cannot be used: {reason*} {fix*}': '无法使用设备 {device}：{reason}{fix}',
  'The device tfjs cannot be used: {reason*} {fix*}': '无法使用设备 tfjs：{reason}{fix}',
  'The device tfjs answered its test and does not start now.': '设备 tfjs 通过了测试，现在却无法启动。',
  '{reason*} Remembered from {date}.': '{reason}（{date} 的记录）',
  'It cannot run this network: {reason}': '它无法运行此网络：{reason}',
  'It works.': '可以使用。',
  'It works, {times} times as fast as the processor.': '可以使用，速度是处理器的 {times} 倍。',
  'It works, but is slower than the processor: {ms} ms for a test that takes the processor {processorMs} ms.':
    '可以使用，但比处理器慢：一项测试用时 {ms} 毫秒，处理器用时 {processorMs} 毫秒。',
  'Nothing is to be done: training takes the processor unless you choose this device.':
    '无需处理：除非您选择此设备，训练会使用处理器。',
  'It computes wrong results.': '计算结果有误。',
  'Its driver ended the test program, or kept it waiting for a minute.':
    '其驱动程序结束了测试程序，或让它等待了一分钟。',
  'Its driver ended the test program ({how}).': '其驱动程序结束了测试程序（{how}）。',
  'It did not finish its test within {seconds} seconds.': '没有在 {seconds} 秒内完成测试。',
  'The test program for it took too long.': '其测试程序用时过长。',
  'The test program for it ended with {how}.': '其测试程序以 {how} 结束。',
  'Its test program took too long.': '其测试程序用时过长。',
  'Its test program ended with {how}.': '其测试程序以 {how} 结束。',
  'Its driver is broken: install the newest one.': '其驱动程序有问题：请安装最新版本。',
  'Install the newest driver of the graphics card; until then, work on another device.':
    '请安装显卡的最新驱动程序；在此之前请使用其他设备。',
  'Nothing is to be done: work on another device.': '无需处理：请使用其他设备。',
  'It does not start: {reason}': '无法启动：{reason}',
  'Install the newest graphics driver.': '请安装最新的显卡驱动程序。',
  'onnxruntime has CUDA for Linux on x64 processors alone; this is {system} on {processor}.':
    'onnxruntime 仅在 x64 处理器的 Linux 上提供 CUDA；此电脑是 {processor} 上的 {system}。',
  'Nothing is to be done: WebGPU reaches the same graphics cards.': '无需处理：WebGPU 可使用同样的显卡。',
  "Where this machine has an NVIDIA card, install NVIDIA's driver, version {version} or newer.":
    '若此电脑有 NVIDIA 显卡，请安装 NVIDIA 驱动程序 {version} 或更新版本。',
  "No graphics card answers NVIDIA's driver.": '没有显卡响应 NVIDIA 的驱动程序。',
  'The driver of {card} is {version}, which is too old for CUDA 12.':
    '{card} 的驱动程序为 {version}，对 CUDA 12 来说太旧。',
  'Nothing is to be done: WebGPU reaches the same card. "node {script} --onnxruntime-node-install" fetches it.':
    '无需处理：WebGPU 可使用同一显卡。"node {script} --onnxruntime-node-install" 可获取它。',
  "onnxruntime's part for CUDA (libonnxruntime_providers_cuda.so) is not installed.":
    '未安装 onnxruntime 的 CUDA 部分（libonnxruntime_providers_cuda.so）。',
  'Install CUDA 12 and cuDNN 9; other versions do not serve. Then start Maskwright again.':
    '请安装 CUDA 12 和 cuDNN 9；其他版本不适用。然后重新启动 Maskwright。',
  "CUDA's libraries are not found: {names}.": '找不到 CUDA 的库：{names}。',
  'onnxruntime has no WebGPU for {system} on {processor}.':
    'onnxruntime 没有适用于 {processor} 上 {system} 的 WebGPU。',
  'No graphics adapter answers': '没有图形适配器响应',
  'No graphics adapter answers.': '没有图形适配器响应。',
  "Install the newest driver from the card's maker; it must know Direct3D 12.":
    '请安装显卡厂商的最新驱动程序；它必须支持 Direct3D 12。',
  'Where this machine has a graphics card, install its driver; else nothing is to be done.':
    '若此电脑有显卡，请安装其驱动程序；否则无需处理。',
  '{reason*}: the system shows no graphics card.': '{reason}：系统中没有显卡。',
  'Install the package libvulkan1 (Debian, Ubuntu) or vulkan-loader (Fedora, Arch: vulkan-icd-loader).':
    '请安装软件包 libvulkan1（Debian、Ubuntu）或 vulkan-loader（Fedora；Arch 为 vulkan-icd-loader）。',
  '{reason*}: the Vulkan library (libvulkan.so.1) is not installed.': '{reason}：未安装 Vulkan 库（libvulkan.so.1）。',
  "Install mesa-vulkan-drivers for cards of Intel and AMD, NVIDIA's own driver for theirs.":
    'Intel 和 AMD 的显卡请安装 mesa-vulkan-drivers，NVIDIA 的显卡请安装其自己的驱动程序。',
  '{reason*}: no Vulkan driver is installed.': '{reason}：未安装 Vulkan 驱动程序。',
  'Install the newest driver, and see to it that you may open /dev/dri/renderD*: "sudo usermod -aG render $USER", then log in again.':
    '请安装最新的驱动程序，并确保您有权打开 /dev/dri/renderD*：运行 "sudo usermod -aG render $USER"，然后重新登录。',
  '{reason*}, though a card and a Vulkan driver are there.': '{reason}，尽管有显卡和 Vulkan 驱动程序。',
  'Its speed test of {date} failed: {reason*}': '{date} 的速度测试失败：{reason}',
  'It took {steps} training steps a second and the processor {others}, measured on {date}.':
    '每秒 {steps} 个训练步，处理器为 {others} 个，测于 {date}。',
  'There is not enough memory for {count} cut-outs of {pixels} pixels in one step.':
    '内存不足，一步容不下 {count} 个 {pixels} 像素的图块。',
  'The speed of a device is being tested already.': '正在测试一个设备的速度。',
  'tfjs-node-gpu is being installed already.': '正在安装 tfjs-node-gpu。',
  'tfjs-node-gpu exists for Linux and Windows on x64 processors alone; this is {system} on {processor}.':
    'tfjs-node-gpu 仅适用于 x64 处理器上的 Linux 和 Windows；此电脑是 {processor} 上的 {system}。',
  'tfjs-node-gpu works on the graphics card.': 'tfjs-node-gpu 可在显卡上使用。',
  'Train on another device.': '请在其他设备上训练。',
  'tfjs-node-gpu is not installed.': '未安装 tfjs-node-gpu。',
  'Run "maskwright doctor --install tfjs-gpu".': '请运行 "maskwright doctor --install tfjs-gpu"。',
  "Install NVIDIA's driver, version {version} or newer.": '请安装 NVIDIA 驱动程序 {version} 或更新版本。',
  'The driver of {card} is {version}, which is too old for CUDA 11.2.':
    '{card} 的驱动程序为 {version}，对 CUDA 11.2 来说太旧。',
  'Install CUDA 11.2 and cuDNN 8.1; newer ones do not serve. Then start Maskwright again.':
    '请安装 CUDA 11.2 和 cuDNN 8.1；更新的版本不适用。然后重新启动 Maskwright。',
  'tfjs-node-gpu does not find {names}.': 'tfjs-node-gpu 找不到 {names}。',
  'tfjs-node-gpu does not start: {reason}': 'tfjs-node-gpu 无法启动：{reason}',
  'Install it again with "maskwright doctor --install tfjs-gpu".':
    '请用 "maskwright doctor --install tfjs-gpu" 重新安装。',
  'The installation of tfjs-node-gpu failed: {reason}.': 'tfjs-node-gpu 安装失败：{reason}。',
  'The installation of tfjs-node-gpu ended without its add-on for this system.':
    'tfjs-node-gpu 安装结束，但没有适用于此系统的插件。',
  'The disk of "{folder}" is full; tfjs-node-gpu needs about 2 GB.':
    '“{folder}”所在的磁盘已满；tfjs-node-gpu 约需 2 GB。',
  '"{folder}" cannot be written to ({code}).': '无法写入“{folder}”（{code}）。',
  '{name} {version} from {registry} is not the package that was expected.':
    '来自 {registry} 的 {name} {version} 不是预期的软件包。',
  '{name} {version} would write outside its folder.': '{name} {version} 会写到其文件夹之外。',
  '{name} {version} could not be fetched from {registry}: {reason*}.':
    '无法从 {registry} 获取 {name} {version}：{reason}。',
  'it answered {status}': '它的回答是 {status}',
  'it does not answer': '它没有回答',
};
