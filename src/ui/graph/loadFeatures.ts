// framer-motion's moving part comes as a chunk of its own. Until it is there nothing may begin invisible, waiting to be moved in.
let there = false;

/** Fetches what makes things move. */
export async function loadFeatures() {
  const { default: features } = await import('./features.ts');
  there = true;
  return features;
}

export function featuresAreThere(): boolean {
  return there;
}
