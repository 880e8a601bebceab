/** The sandbox's side of the engine: kinds of resource served over the provider protocol. */

export { openProviders, type Providers } from "./providers";
