import { batchNormalisation } from '../../../../workers/architectures/layers/batchNormalisation.ts';
import { groupNormalization } from '../../../../workers/onnx/compositions.ts';
import { branchedNetwork, floats, learnt, ones } from './branches.ts';

/** Every way to normalise. */
export const normalisations = branchedNetwork('normalisations', {
  batch: (scope, x, name) => batchNormalisation(scope, x, name),
  batchFrozen: (scope, x, name) => {
    const [scale, bias] = [ones(scope, `${name}.weight`, [8]), learnt(scope, `${name}.bias`, [8])];
    const mean = floats(scope, 0.1, -0.2, 0.3, 0, 0.4, -0.1, 0, 0.2);
    const variance = floats(scope, 1, 0.5, 0.7, 2, 1.2, 0.4, 1, 0.9);
    return scope.builder.add('BatchNormalization', [x, scale, bias, mean, variance], { epsilon: 1e-3 });
  },
  group: (scope, x, name) => {
    return groupNormalization(
      scope.builder,
      x,
      ones(scope, `${name}.weight`, [8]),
      learnt(scope, `${name}.bias`, [8]),
      2,
    );
  },
  instance: (scope, x, name) => {
    const [scale, bias] = [ones(scope, `${name}.weight`, [8]), learnt(scope, `${name}.bias`, [8])];
    return scope.builder.add('InstanceNormalization', [x, scale, bias], { epsilon: 1e-5 });
  },
  layer: (scope, x, name) => {
    const { builder } = scope;
    const last = builder.add('Transpose', [x], { perm: [0, 2, 3, 1] });
    const [scale, bias] = [ones(scope, `${name}.weight`, [8]), learnt(scope, `${name}.bias`, [8])];
    const normalised = builder.add('LayerNormalization', [last, scale, bias], { axis: -1, epsilon: 1e-5 });
    return builder.add('Transpose', [normalised], { perm: [0, 3, 1, 2] });
  },
});
