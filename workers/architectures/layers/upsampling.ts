import { float32Tensor } from '../../onnx/graph.ts';
import type { GraphBuilder, Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { sizesLike } from './sizes.ts';

/** Every pixel twice along rows and columns; a 3x3 convolution that follows is then computed on the small image. */
export function repeatTwice(builder: GraphBuilder, x: Value): Value {
  const scales = builder.constant(float32Tensor([4], [1, 1, 2, 2]));
  return builder.add('Resize', [x, '', scales], {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
  });
}

const bilinear = { mode: 'linear', coordinate_transformation_mode: 'half_pixel' } as const;

/** Bilinear, by a whole factor: (N, C, H, W) to (N, C, factor H, factor W). */
export function enlarge(builder: GraphBuilder, x: Value, factor: number): Value {
  if (factor === 1) return x;
  return builder.add('Resize', [x, '', builder.constant(float32Tensor([4], [1, 1, factor, factor]))], bilinear);
}

/** Bilinear, to the rows and columns of `like`. */
export function enlargeTo(scope: NetworkScope, x: Value, like: Value): Value {
  return scope.builder.add('Resize', [x, '', '', sizesLike(scope, x, like)], bilinear);
}
