/**
 * How much a normally distributed value is expected to exceed `best` (Jones, Schonlau and Welch, "Efficient global
 * optimization of expensive black-box functions", 1998): (mean - best) Φ(z) + deviation φ(z), z = (mean - best) / deviation.
 */
export function expectedImprovement(mean: number, variance: number, best: number): number {
  const deviation = Math.sqrt(variance);
  if (deviation === 0) return Math.max(0, mean - best);
  const z = (mean - best) / deviation;
  // Far below the best both terms cancel to what rounding leaves; their series does not.
  if (z < -6) return (deviation * normalDensity(z) * (1 - 3 / z ** 2 + 15 / z ** 4)) / z ** 2;
  return deviation * (normalDensity(z) + z * normalShare(z));
}

function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * The share of the normal distribution below `z`, by the series z + z^3/3 + z^5/15 + ... (Marsaglia, "Evaluating the normal
 * distribution", 2004); right to about 1e-15 for |z| below 6.
 */
function normalShare(z: number): number {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0;
  let [term, sum] = [z, z];
  for (let n = 3; sum + term !== sum || n < 5; n += 2) {
    term *= (z * z) / n;
    sum += term;
    if (n > 400) break;
  }
  return 0.5 + sum * normalDensity(z);
}
