import { tfjsFolder } from '../host/userFolders.ts';

/** Everything that a worker may know of the host's environment; NODE_OPTIONS and ELECTRON_* are left out on purpose. */
const passedNames = [
  ...['PATH', 'HOME', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH'],
  // Which of several graphics cards NVIDIA's libraries show.
  'CUDA_VISIBLE_DEVICES',
];
/** Vulkan's own variables choose the driver of the WebGPU provider. */
const passedPrefix = 'VK_';
/** onnxruntime's official builds report usage to their maker unless told not to; nothing leaves this machine. */
const settings = { ORT_DISABLE_TELEMETRY: '1' };
/** tfjs's native library reads these when it is loaded: take graphics memory as it is needed, print errors only, and keep
 * programs that were compiled for a card newer than the library, which takes minutes, in up to 2 GB. */
const tfjsSettings = {
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  TF_CPP_MIN_LOG_LEVEL: '1',
  CUDA_CACHE_MAXSIZE: String(2 ** 31),
};

export function workerEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const names = [...passedNames, ...Object.keys(environment).filter((name) => name.startsWith(passedPrefix))];
  const passed = names.filter((name) => environment[name] !== undefined);
  return {
    ...Object.fromEntries(passed.map((name) => [name, environment[name]])),
    ...settings,
    ...tfjsSettings,
    MASKWRIGHT_TFJS: tfjsFolder(environment),
  };
}
